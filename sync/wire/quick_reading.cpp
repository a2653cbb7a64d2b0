#include "wire/quick_reading.hpp"

#include "wire/json_reading.hpp"

namespace aaben::wire {

QuickText::QuickText(std::string_view text, std::size_t bytes_max, std::size_t depth_max) {
    if (text.empty() || text.size() > bytes_max) return;
    if (parser_.allocate(text.size(), depth_max) != simdjson::SUCCESS) return;
    good_ = parser_.parse(text.data(), text.size()).get(root_) == simdjson::SUCCESS && root_.is_object();
}

std::string_view QuickMembers::text(std::string_view key, std::size_t bytes_max) {
    std::string_view found;
    if (!good_ || object_.at_key(key).get_string().get(found) != simdjson::SUCCESS || found.size() > bytes_max)
        return good_ = false, std::string_view();
    return found;
}

std::int64_t QuickMembers::integer(std::string_view key, std::int64_t min) {
    std::int64_t found = min;
    if (!good_ || object_.at_key(key).get_int64().get(found) != simdjson::SUCCESS || found < min || found > integer_max)
        return good_ = false, min;
    return found;
}

simdjson::dom::array QuickMembers::list(std::string_view key, std::size_t count_max) {
    simdjson::dom::array found;
    if (!good_ || object_.at_key(key).get_array().get(found) != simdjson::SUCCESS || found.size() > count_max)
        return good_ = false, simdjson::dom::array();
    return found;
}

}  // namespace aaben::wire
