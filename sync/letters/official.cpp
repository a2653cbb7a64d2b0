#include "letters/official.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace aaben::letters {
namespace {

constexpr std::size_t text_bytes_max = 2000;
constexpr std::size_t printed_max = 12;

// Amounts and telephones are held to the rules that Fields has for them.
struct Kind {
    std::string_view name;
    FieldKind kind;
    std::string_view field;
};
constexpr std::array<Kind, 4> kinds{{{"date", FieldKind::Date, "letter_date"},
                                     {"time", FieldKind::Time, "meeting_time"},
                                     {"amount", FieldKind::Amount, "amount"},
                                     {"phone", FieldKind::Phone, "phone"}}};

std::string text_in(const nlohmann::json& object, const char* name) {
    const auto it = object.find(name);
    return it == object.end() || !it->is_string() ? std::string{} : it->get<std::string>();
}

std::optional<Printed> printed_in(const nlohmann::json& value) {
    if (!value.is_object()) return std::nullopt;
    const std::string name = text_in(value, "kind");
    const auto* kind = std::ranges::find(kinds, name, &Kind::name);
    if (kind == kinds.end()) return std::nullopt;
    const std::string text = text_in(value, "value");
    const auto fields = fields_from_json(nlohmann::json{{std::string(kind->field), text}}.dump());
    const Field* field = field_named(kind->field);
    if (!fields || !is_stated(*fields, *field)) return std::nullopt;
    return Printed{kind->kind, text};
}

}  // namespace

std::string passage_name(std::size_t index) {
    return "passage." + std::to_string(index);
}

std::string to_json(const Official& official) {
    nlohmann::ordered_json out{{"sender", official.sender},
                               {"wish", wish_names[static_cast<std::size_t>(official.wish)]},
                               {"passages", nlohmann::ordered_json::array()}};
    for (const Passage& passage : official.passages) {
        nlohmann::ordered_json printed = nlohmann::ordered_json::array();
        for (const Printed& one : passage.printed) {
            const auto* kind = std::ranges::find(kinds, one.kind, &Kind::kind);
            if (kind != kinds.end()) printed.push_back({{"kind", kind->name}, {"value", one.value}});
        }
        out["passages"].push_back({{"text", passage.text}, {"due", passage.due}, {"printed", std::move(printed)}});
    }
    return out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Official official_from_json(std::string_view json) {
    Official out;
    const auto in = nlohmann::json::parse(json, nullptr, false);
    if (!in.is_object()) return out;
    out.sender = text_in(in, "sender");
    const auto* wish = std::ranges::find(wish_names, text_in(in, "wish"));
    if (wish != wish_names.end()) out.wish = static_cast<Wish>(wish - wish_names.begin());
    const auto passages = in.find("passages");
    if (passages == in.end() || !passages->is_array()) return out;
    for (const auto& one : *passages) {
        if (!one.is_object() || out.passages.size() == passages_max) continue;
        Passage passage{text_in(one, "text"), {}, one.contains("due") && one["due"] == true};
        const auto printed = one.find("printed");
        if (printed != one.end() && printed->is_array())
            for (const auto& value : *printed)
                if (auto good = printed_in(value); good && passage.printed.size() < printed_max)
                    passage.printed.push_back(*std::move(good));
        // A passage keeps its place even when nothing of it is good: pictures are told by their place.
        if (passage.text.size() > text_bytes_max) passage.text.clear();
        out.passages.push_back(std::move(passage));
    }
    return out;
}

}  // namespace aaben::letters
