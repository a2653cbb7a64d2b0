// The values of an entry as JSON, and a reader that remembers whether every member was as wanted. Used by codec.cpp
// and, for the rows of the live queue, by the journal. Pure. Always: what is written reads back equal; the members of
// an object keep their order, since an entry's bytes are hashed.
#pragma once

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "visit/acts.hpp"

namespace aaben::entries {

using Json = nlohmann::ordered_json;

[[nodiscard]] std::string dump(const Json& json);

template <std::size_t N, class E>
std::string_view name_of(const std::array<std::string_view, N>& names, E value) {
    return names.at(static_cast<std::size_t>(value));
}

// Reads members of one object and remembers whether all were as wanted.
class Fields {
  public:
    explicit Fields(const Json& object) : object_(object), good_(object.is_object()) {}
    [[nodiscard]] const Json* find(const char* key) const;
    [[nodiscard]] bool empty() const { return !object_.is_object() || object_.empty(); }
    [[nodiscard]] std::string text(const char* key);
    [[nodiscard]] std::int64_t number(const char* key);
    [[nodiscard]] int small(const char* key);
    [[nodiscard]] bool boolean(const char* key);
    [[nodiscard]] calendar::Date date(const char* key);
    [[nodiscard]] calendar::TimeOfDay time(const char* key);
    [[nodiscard]] visit::CallSign sign(const char* key);
    [[nodiscard]] const Json& list(const char* key);
    template <class E, std::size_t N>
    E choice(const char* key, const std::array<std::string_view, N>& names) {
        const std::string value = text(key);
        for (std::size_t i = 0; i < N; ++i)
            if (names[i] == value) return static_cast<E>(i);
        good_ = false;
        return E{};
    }
    // What a newer release may have a word for that this one does not know.
    template <class E, std::size_t N>
    E choice_or(const char* key, const std::array<std::string_view, N>& names, E unknown) {
        const std::string value = text(key);
        for (std::size_t i = 0; i < N; ++i)
            if (names[i] == value) return static_cast<E>(i);
        return unknown;
    }
    void bad() { good_ = false; }
    [[nodiscard]] bool good() const { return good_; }

  private:
    const Json& object_;
    bool good_;
};

// A set as the list of its names, in their order. A name that nobody knows is bad.
template <class E, std::size_t N>
[[nodiscard]] Json set_json(visit::Set<E> set, const std::array<std::string_view, N>& names) {
    Json out = Json::array();
    for (std::size_t i = 0; i < N; ++i)
        if (set.has(static_cast<E>(i))) out.push_back(names[i]);
    return out;
}

template <class E, std::size_t N>
[[nodiscard]] visit::Set<E> read_set(Fields& fields, const char* key, const std::array<std::string_view, N>& names) {
    visit::Set<E> out;
    for (const Json& each : fields.list(key)) {
        bool known = false;
        for (std::size_t i = 0; i < N; ++i)
            if (each.is_string() && each.get_ref<const std::string&>() == names[i])
                out.put(static_cast<E>(i)), known = true;
        if (!known) fields.bad();
    }
    return out;
}

[[nodiscard]] Json sign_json(const visit::CallSign& sign);
[[nodiscard]] Json choices_json(const visit::Choices& choices);
[[nodiscard]] std::optional<visit::Choices> read_choices(const Json& json);
[[nodiscard]] Json record_json(const visit::Record& record);
[[nodiscard]] std::optional<visit::Record> read_record(const Json& json);

}  // namespace aaben::entries
