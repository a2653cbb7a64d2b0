#include "explain/content.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "letters/fields.hpp"

namespace aaben::explain {
namespace {

// What else a line may ask for: whether today is known, the deadline was reckoned by us, the rules are checked for this
// letter's day, and four weeks have gone since the letter.
constexpr std::array<std::string_view, 4> conditions{"today_known", "deadline_computed", "rules_checked",
                                                     "complaint_late"};

template <class List>
bool has(const List& list, std::string_view name) {
    return std::ranges::find(list, name) != list.end();
}

// "meeting_past": a date's name for its days, and what is said of them.
bool names_days(std::string_view name, std::string_view said) {
    if (!name.ends_with(said)) return false;
    name.remove_suffix(said.size());
    return !name.empty() &&
           std::ranges::find(letters::field_table, name, &letters::Field::days) != letters::field_table.end();
}

// FNV-1a: any small hash does, nobody attacks a reminder to translate again.
class Stamp {
  public:
    void add(std::string_view text) {
        for (const char c : text) mix(static_cast<unsigned char>(c));
        mix(0xff);  // a byte no UTF-8 text holds, so that "ab"+"c" differs from "a"+"bc"
    }
    void add(const Line& line) {
        add(line.text), add(line.use);
        for (const auto& name : line.needs) add(name);
        for (const auto& name : line.absent) add("-" + name);
    }
    void add(const std::map<std::string, std::string>& map) {
        for (const auto& [key, value] : map) add(key), add(value);
    }
    [[nodiscard]] std::string text() const {
        char buffer[16];
        std::snprintf(buffer, sizeof buffer, "%08x", static_cast<unsigned>(state_ ^ (state_ >> 32)));
        return buffer;
    }

  private:
    void mix(unsigned char byte) { state_ = (state_ ^ byte) * 1'099'511'628'211u; }
    std::uint64_t state_ = 14'695'981'039'346'656'037u;
};

}  // namespace

bool is_field(std::string_view name) {
    return letters::field_named(name) != nullptr;
}

bool is_condition(std::string_view name) {
    if (is_field(name) || has(conditions, name)) return true;
    return names_days(name, "_past") || names_days(name, "_ahead");
}

bool is_placeholder(std::string_view name) {
    if (name == "days_left" || name == "call_day") return true;
    if (const letters::Field* field = letters::field_named(name)) return field->kind != letters::FieldKind::Flag;
    return names_days(name, "_days");
}

std::vector<std::string> placeholders(std::string_view text) {
    std::vector<std::string> found;
    for (std::size_t open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
        const std::size_t close = text.find('}', open);
        if (close == text.npos) break;
        found.emplace_back(text.substr(open + 1, close - open - 1));
    }
    return found;
}

bool is_whole(const TypeText& text) {
    return !text.title.empty() && std::ranges::none_of(text.cards, [](const CardText& c) { return c.lines.empty(); });
}

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
    return out.empty() ? "none" : out;
}

std::string stamp(const TypeText& danish) {
    Stamp s;
    s.add(danish.title), s.add(danish.first_words);
    for (const CardText& card : danish.cards) {
        s.add(card.heading);
        for (const Line& line : card.lines) s.add(line);
    }
    s.add(danish.words);
    for (const Line& line : danish.say) s.add(line);
    return s.text();
}

std::string stamp(const SharedTexts& danish) {
    Stamp s;
    for (const CardText& card : danish.cards) s.add(card.heading);
    for (const std::string& tab : danish.tabs) s.add(tab);
    s.add(danish.labels);
    for (const auto& [key, lines] : danish.shared) {
        s.add(key);
        for (const Line& line : lines) s.add(line);
    }
    for (const CallStep& step : danish.call) {
        s.add(step.title), s.add(step.hint);
        for (const auto& [topic, lines] : step.lines)
            for (const Line& line : lines) s.add(line);
    }
    for (const auto& [key, line] : danish.law) s.add(key), s.add(line);
    return s.text();
}

namespace {
// The rules that Danish lines state, as they read today.
void add_rules(Stamp& s, const Content& content, const std::vector<Line>& lines) {
    for (const Line& line : lines)
        for (const std::string& key : line.law)
            if (const auto rule = content.law.find(key); rule != content.law.end())
                s.add(key), s.add(rule->second.paragraph), s.add(rule->second.says);
}
}  // namespace

std::string review_stamp(const Content& content, const TypeText& text, const TypeText& danish) {
    Stamp s;
    s.add(stamp(text));
    for (const CardText& card : danish.cards) add_rules(s, content, card.lines);
    return s.text();
}

std::string review_stamp(const Content& content, const SharedTexts& language, const SharedTexts& danish) {
    Stamp s;
    s.add(stamp(language)), s.add(language.words);
    for (const auto& [key, lines] : danish.shared) add_rules(s, content, lines);
    for (const auto& [key, line] : danish.law)
        if (const auto rule = content.law.find(key); rule != content.law.end())
            s.add(rule->second.paragraph), s.add(rule->second.says);
    return s.text();
}

bool RuleSet::holds_on(calendar::Date day) const {
    return (!valid_from || *valid_from <= day) && (!valid_to || day <= *valid_to);
}

}  // namespace aaben::explain
