#include "letters/fields.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace aaben::letters {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// "1234" or "1234.50".
bool is_sum(std::string_view text) {
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::string_view whole = text.substr(0, point), rest = text.substr(point);
    if (whole.empty() || !std::ranges::all_of(whole, is_digit)) return false;
    return rest.empty() || (rest.size() == 3 && is_digit(rest[1]) && is_digit(rest[2]));
}

std::string written(calendar::Date date) {
    return calendar::to_string(date);
}
std::string written(calendar::TimeOfDay time) {
    return calendar::to_string(time);
}
std::string_view written(const std::string& text) {
    return text;
}
bool written(bool flag) {
    return flag;
}

// Each says whether the value has the form of its kind.
bool read(const nlohmann::json& value, std::optional<calendar::Date>& date) {
    if (value.is_string()) date = calendar::parse_date(value.get_ref<const std::string&>());
    return date.has_value();
}
bool read(const nlohmann::json& value, std::optional<calendar::TimeOfDay>& time) {
    if (value.is_string()) time = calendar::parse_time(value.get_ref<const std::string&>());
    return time.has_value();
}
bool read(const nlohmann::json& value, std::optional<std::string>& text) {
    if (value.is_string()) text = value.get<std::string>();
    return text.has_value();
}
bool read(const nlohmann::json& value, std::optional<bool>& flag) {
    if (value.is_boolean()) flag = value.get<bool>();
    return flag.has_value();
}

}  // namespace

bool is_type_id(std::string_view id) {
    return std::ranges::find(type_ids, id) != type_ids.end();
}

const Field* field_named(std::string_view name) {
    const auto* found = std::ranges::find(field_table, name, &Field::name);
    return found == field_table.end() ? nullptr : found;
}

bool is_stated(const Fields& fields, const Field& field) {
    const bool present = std::visit([&](auto slot) { return (fields.*slot).has_value(); }, field.slot);
    const auto* text = std::get_if<std::optional<std::string> Fields::*>(&field.slot);
    if (!present || text == nullptr) return present;
    return field.kind == FieldKind::Amount ? is_sum(*(fields.**text)) : !(fields.**text)->empty();
}

std::optional<calendar::Date> date_of(const Fields& fields, const Field& field) {
    const auto* date = std::get_if<std::optional<calendar::Date> Fields::*>(&field.slot);
    return date == nullptr ? std::nullopt : fields.**date;
}

bool take(Fields& fields, const Fields& surer, const Field& field) {
    const bool stated = std::visit([&](auto slot) { return (surer.*slot).has_value(); }, field.slot);
    if (!stated) return false;
    std::visit([&](auto slot) { fields.*slot = surer.*slot; }, field.slot);
    return true;
}

void forget(Fields& fields, const Field& field) {
    for (const Field& other : field_table)
        if (other.name == field.name || other.of == field.name)
            std::visit([&](auto slot) { (fields.*slot).reset(); }, other.slot);
}

std::string to_json(const Fields& fields) {
    nlohmann::ordered_json out = nlohmann::ordered_json::object();
    for (const Field& field : field_table) {
        std::visit(
            [&](auto slot) {
                const auto& value = fields.*slot;
                if (value) out[std::string(field.name)] = written(*value);
            },
            field.slot);
    }
    return out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::optional<Fields> fields_from_json(std::string_view json) {
    const auto in = nlohmann::json::parse(json, nullptr, false);
    if (!in.is_object()) return std::nullopt;
    Fields fields;
    for (const Field& field : field_table) {
        const auto it = in.find(field.name);
        if (it == in.end()) continue;
        const bool good = std::visit([&](auto slot) { return read(*it, fields.*slot); }, field.slot);
        if (!good) return std::nullopt;
    }
    return fields;
}

}  // namespace aaben::letters
