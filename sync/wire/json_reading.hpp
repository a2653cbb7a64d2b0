// Private to wire: reading JSON from outside with limits, and writing it without ever throwing. Any thread. Always:
// what is too large, too deep or not UTF-8 is refused before a tree is built; members that are absent or of another
// kind make the whole text Invalid; members nobody asked for are passed over, so that a newer peer can add some.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "platform/result.hpp"

namespace aaben::wire {

using Json = nlohmann::ordered_json;

inline constexpr std::int64_t integer_max = (std::int64_t{1} << 53) - 1;  // what every JSON library keeps exact

// Whether brackets outside strings nest at most `depth_max` deep; says nothing else about the text.
[[nodiscard]] bool depth_within(std::string_view text, int depth_max);

[[nodiscard]] std::optional<Json> parse_object(std::string_view text, std::size_t bytes_max, int depth_max = 8);
[[nodiscard]] std::string dump(const Json& json);            // compact; broken UTF-8 becomes U+FFFD
[[nodiscard]] std::string json_text(std::string_view text);  // the same for a text alone; quick when it is plain ASCII

// Reads members of one object and remembers whether all were as wanted.
class Members {
  public:
    explicit Members(const Json& object) : object_(object), good_(object.is_object()) {}

    [[nodiscard]] std::string text(const char* key, std::size_t bytes_max = 1024);
    [[nodiscard]] std::string text_or_empty(const char* key, std::size_t bytes_max = 1024);  // absent is empty
    [[nodiscard]] std::int64_t integer(const char* key, std::int64_t min = 0, std::int64_t max = integer_max);
    [[nodiscard]] std::string base64(const char* key, std::size_t bytes_max);
    [[nodiscard]] std::string hash(const char* key);  // 64 lower-case hex digits
    [[nodiscard]] std::string name(const char* key);  // is_name
    [[nodiscard]] const Json& list(const char* key, std::size_t count_max);
    [[nodiscard]] const Json& object(const char* key);
    void must(bool condition) { good_ = good_ && condition; }
    [[nodiscard]] bool good() const { return good_; }

  private:
    const Json* member(const char* key);
    const Json& object_;
    bool good_;
};

inline Error invalid(const char* what) {
    return fail(Fault::Invalid, what);
}

}  // namespace aaben::wire
