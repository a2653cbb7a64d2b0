#include "entries/codec.hpp"

#include <map>

#include "entries/describe.hpp"
#include "entries/json.hpp"

namespace aaben::entries {
namespace {

using namespace visit;

constexpr auto& names_of(Outcome) {
    return outcome_names;
}
constexpr auto& names_of(Understood) {
    return understood_names;
}
constexpr auto& names_of(Cooperation) {
    return cooperation_names;
}
constexpr auto& names_of(Opened) {
    return opened_names;
}
constexpr auto& names_of(Purpose) {
    return purpose_names;
}

// Writes one member after the other, in the order of the description.
class Writing {
  public:
    template <class A, class T>
    void operator()(const A& act, const OpenField<A, T>& field) {
        const T& value = act.*field.at;
        put(open_, field.name, value);
        if constexpr (std::convertible_to<const T&, std::string>) {
            if (field.orders) coded_.visit = value;
            if (field.names) coded_.own_id = value;
        }
    }
    template <class A, class T>
    void operator()(const A& act, const SealedField<A, T>& field) {
        put(secret_, field.name, *(act.*field.at));
    }
    template <class A>
    void operator()(const A& act, const ToldField<A>& field) {
        open_[field.name] = field.read(act);
    }
    Coded done(std::string_view type) {
        coded_.type = type;
        coded_.open = dump(open_);
        if (!secret_.empty()) coded_.private_part = dump(secret_);
        return std::move(coded_);
    }

  private:
    template <class T>
    static void put(Json& into, const char* name, const T& value) {
        if constexpr (std::is_enum_v<T>)
            into[name] = name_of(names_of(value), value);
        else if constexpr (std::is_same_v<T, Choices>)
            into[name] = choices_json(value);
        else if constexpr (std::is_same_v<T, Record>)
            into[name] = record_json(value);
        else if constexpr (std::is_same_v<T, CallSign>)
            into[name] = sign_json(value);
        else if constexpr (std::is_same_v<T, calendar::Date> || std::is_same_v<T, calendar::TimeOfDay>)
            into[name] = calendar::to_string(value);
        else
            into[name] = value;
    }
    template <class T>
    static void put(Json& into, const char* name, const std::optional<T>& value) {
        if (value) put(into, name, *value);
    }

    Json open_ = Json::object();
    Json secret_ = Json::object();
    Coded coded_;
};

// Reads them back. Without a private part its members stay empty; with one, each must be there.
class Reading {
  public:
    Reading(const Json& open, const Json& secret) : open_(open), secret_(secret) {}

    template <class A, class T>
    void operator()(A& act, const OpenField<A, T>& field) {
        get(open_, field.name, act.*field.at);
    }
    template <class A, class T>
    void operator()(A& act, const SealedField<A, T>& field) {
        if (!secret_.empty())
            get(secret_, field.name, *(act.*field.at));
        else if constexpr (std::is_same_v<T, Choices>)
            *(act.*field.at) = no_choices();
    }
    template <class A>
    void operator()(A& act, const ToldField<A>& field) {
        if (open_.boolean(field.name)) field.put(act);
    }
    [[nodiscard]] bool good() const { return open_.good() && secret_.good(); }

  private:
    template <class T>
    static void get(Fields& from, const char* name, T& value) {
        if constexpr (std::is_enum_v<T>)
            value = from.choice<T>(name, names_of(T{}));
        else if constexpr (std::is_same_v<T, CallSign>)
            value = from.sign(name);
        else if constexpr (std::is_same_v<T, calendar::Date>)
            value = from.date(name);
        else if constexpr (std::is_same_v<T, calendar::TimeOfDay>)
            value = from.time(name);
        else if constexpr (std::is_same_v<T, bool>)
            value = from.boolean(name);
        else if constexpr (std::is_same_v<T, int>)
            value = from.small(name);
        else if constexpr (std::is_same_v<T, std::int64_t>)
            value = from.number(name);
        else
            value = from.text(name);
    }
    static void get(Fields& from, const char* name, Choices& value) {
        const Json* json = from.find(name);
        auto read = json ? read_choices(*json) : std::nullopt;
        if (!read) return from.bad();
        value = std::move(*read);
    }
    static void get(Fields& from, const char* name, Record& value) {
        const Json* json = from.find(name);
        auto read = json ? read_record(*json) : std::nullopt;
        if (!read) return from.bad();
        value = std::move(*read);
    }
    template <std::size_t N>
    static void get(Fields& from, const char* name, std::array<int, N>& value) {
        const Json& list = from.list(name);
        if (list.size() != N) return from.bad();
        for (std::size_t i = 0; i < N; ++i) {
            if (!list[i].is_number_unsigned()) return from.bad();
            value[i] = list[i].template get<int>();
        }
    }
    static void get(Fields& from, const char* name, Counts& value) {
        const Json* json = from.find(name);
        if (!json || !json->is_object()) return from.bad();
        for (const auto& [what, count] : json->items()) {
            if (!count.is_number_unsigned()) return from.bad();
            value[what] = count.get<int>();
        }
    }
    template <class T>
    static void get(Fields& from, const char* name, std::optional<T>& value) {
        if (from.find(name)) get(from, name, value.emplace());
    }

    Fields open_;
    Fields secret_;
};

template <class A>
Coded encode_one(const A& act) {
    constexpr auto description = describe(Of<A>{});
    Writing writing;
    std::apply([&](const auto&... field) { (writing(act, field), ...); }, description.fields);
    return writing.done(description.type);
}

template <class A>
std::optional<Act> decode_one(const Json& open, const Json& secret) {
    constexpr auto description = describe(Of<A>{});
    A act{};
    Reading reading(open, secret);
    std::apply([&](const auto&... field) { (reading(act, field), ...); }, description.fields);
    return reading.good() ? std::optional<Act>(std::move(act)) : std::nullopt;
}

using Decoder = std::optional<Act> (*)(const Json& open, const Json& secret);
using Decoders = std::map<std::string_view, Decoder>;

template <class... A>
Decoders decoders_of(const std::variant<A...>*) {
    return {{describe(Of<A>{}).type, &decode_one<A>}...};
}

const Decoders& decoders() {
    static const Decoders all = decoders_of(static_cast<const Act*>(nullptr));
    return all;
}

}  // namespace

Coded encode(const Act& act) {
    return std::visit([](const auto& one) { return encode_one(one); }, act);
}

const std::vector<std::string>& known_types() {
    static const std::vector<std::string> types = [] {
        std::vector<std::string> all;
        for (const auto& [type, decoder] : decoders()) all.emplace_back(type);
        return all;
    }();
    return types;
}

Result<Act> decode(std::string_view type, std::string_view open, std::optional<std::string_view> private_part) {
    const auto known = decoders().find(type);
    if (known == decoders().end()) return fail(Fault::TooNew, "entry of a type that this program does not know");
    const Json open_json = Json::parse(open, nullptr, false);
    const Json secret_json = private_part ? Json::parse(*private_part, nullptr, false) : Json::object();
    auto act = known->second(open_json, secret_json);
    if (!act) return fail(Fault::Invalid, "entry of type " + std::string(type) + " is malformed");
    return std::move(*act);
}

std::string choices_to_json(const Choices& choices) {
    return dump(choices_json(choices));
}

Result<Choices> choices_from_json(std::string_view json) {
    auto choices = read_choices(Json::parse(json, nullptr, false));
    if (!choices) return fail(Fault::Invalid, "choices are malformed");
    return *choices;
}

std::string record_to_json(const Record& record) {
    return dump(record_json(record));
}

Result<Record> record_from_json(std::string_view json) {
    auto record = read_record(Json::parse(json, nullptr, false));
    if (!record) return fail(Fault::Invalid, "a record is malformed");
    return std::move(*record);
}

Choices no_choices() {
    Choices none;
    none.language.clear();
    return none;
}

}  // namespace aaben::entries
