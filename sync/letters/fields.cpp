#include "letters/fields.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace aaben::letters {

bool is_type_id(std::string_view id) {
    return std::ranges::find(type_ids, id) != type_ids.end();
}

std::string to_json(const Fields& f) {
    nlohmann::ordered_json out = nlohmann::ordered_json::object();
    const auto date = [&](const char* key, const std::optional<calendar::Date>& d) {
        if (d) out[key] = calendar::to_string(*d);
    };
    date("letter_date", f.letter_date);
    date("meeting_date", f.meeting_date);
    if (f.meeting_time) out["meeting_time"] = calendar::to_string(*f.meeting_time);
    if (f.meeting_place) out["meeting_place"] = *f.meeting_place;
    date("start_date", f.start_date);
    date("end_date", f.end_date);
    date("deadline", f.deadline);
    if (f.deadline_exact) out["deadline_exact"] = *f.deadline_exact;
    if (f.amount) out["amount"] = *f.amount;
    if (f.phone) out["phone"] = *f.phone;
    return out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<Fields> fields_from_json(std::string_view json) {
    const auto in = nlohmann::json::parse(json, nullptr, false);
    if (!in.is_object()) return std::nullopt;
    Fields f;
    bool good = true;
    const auto text = [&](const char* key) -> std::optional<std::string> {
        const auto it = in.find(key);
        if (it == in.end()) return std::nullopt;
        if (!it->is_string()) return good = false, std::nullopt;
        return it->get<std::string>();
    };
    const auto date = [&](const char* key, std::optional<calendar::Date>& target) {
        if (const auto value = text(key)) good = (target = calendar::parse_date(*value)).has_value() && good;
    };
    date("letter_date", f.letter_date);
    date("meeting_date", f.meeting_date);
    if (const auto value = text("meeting_time"))
        good = (f.meeting_time = calendar::parse_time(*value)).has_value() && good;
    f.meeting_place = text("meeting_place");
    date("start_date", f.start_date);
    date("end_date", f.end_date);
    date("deadline", f.deadline);
    if (const auto it = in.find("deadline_exact"); it != in.end()) {
        if (it->is_boolean())
            f.deadline_exact = it->get<bool>();
        else
            good = false;
    }
    f.amount = text("amount");
    f.phone = text("phone");
    return good ? std::optional(f) : std::nullopt;
}

}  // namespace aaben::letters
