#include "explain/explanation.hpp"

#include <algorithm>
#include <iterator>

#include "explain/grammar.hpp"
#include "explain/lix.hpp"

namespace aaben::explain {
namespace {

constexpr auto at(CardKind kind) {
    return static_cast<std::size_t>(kind);
}

// Lines as they will be shown: shared lines taken in, conditions decided, fields filled.
std::vector<std::string> sentences(const Filling& filling, const std::vector<Line>& lines) {
    std::vector<std::string> out;
    for (const Line& line : lines) {
        if (!is_shown(filling, line)) continue;
        if (!line.use.empty()) {
            const auto it = filling.language.shared.find(line.use);
            if (it == filling.language.shared.end()) continue;
            for (const Line& shared : it->second) {
                if (!shared.use.empty() || !is_shown(filling, shared)) continue;
                if (auto text = fill(filling, shared.text)) out.push_back(std::move(*text));
            }
            continue;
        }
        if (auto text = fill(filling, line.text)) out.push_back(std::move(*text));
    }
    return out;
}

std::vector<std::string> shared_sentences(const Filling& filling, std::string_view name) {
    return sentences(filling, {Line{{}, std::string(name), {}, {}}});
}

std::string label(const Language& language, std::string_view field) {
    const auto it = language.labels.find(std::string(field));
    return it == language.labels.end() ? std::string{} : it->second;
}

KeyFact date_fact(const Filling& filling, const std::string& field, calendar::Date date) {
    const Grammar& g = filling.language.grammar;
    const std::string& pattern = date.year == filling.today.year ? g.short_date : g.short_date_year;
    std::string value = put(pattern, "day", std::to_string(date.day));
    value = put(std::move(value), "month", g.months.at(static_cast<std::size_t>(date.month - 1)));
    value = put(std::move(value), "year", std::to_string(date.year));
    std::string weekday = g.weekdays.at(static_cast<std::size_t>(calendar::weekday(date)));
    if (field == "deadline" && filling.fields.deadline_exact && !*filling.fields.deadline_exact)
        weekday = put(g.about, "x", weekday);
    return {FactKind::Date, field, label(filling.language, field), value, weekday};
}

KeyFact days_fact(const Filling& filling, const std::string& field, calendar::Date date) {
    const Grammar& g = filling.language.grammar;
    const std::int64_t days = days_left(date, filling.today);
    if (days == 0) return {FactKind::Days, field, {}, g.today, {}};
    const std::int64_t n = days < 0 ? -days : days;
    const Forms& forms = days < 0 ? g.passed : g.left;
    auto it = forms.find(plural_category(g.plural, n));
    if (it == forms.end()) it = forms.find("other");
    return {FactKind::Days, field, {}, std::to_string(n), it == forms.end() ? std::string{} : it->second};
}

void add_fact(const Filling& filling, const std::string& field, std::vector<KeyFact>& out) {
    const letters::Fields& f = filling.fields;
    const auto dated = [&](const std::optional<calendar::Date>& date, bool count_days) {
        if (!date) return;
        out.push_back(date_fact(filling, field, *date));
        if (count_days) out.push_back(days_fact(filling, field, *date));
    };
    if (field == "letter_date") return dated(f.letter_date, false);
    if (field == "meeting_date") return dated(f.meeting_date, true);
    if (field == "start_date") return dated(f.start_date, f.start_date && *f.start_date >= filling.today);
    if (field == "end_date") return dated(f.end_date, false);
    if (field == "deadline") return dated(f.deadline, true);
    if (!holds(filling, field)) return;
    const std::string value = fill(filling, "{" + field + "}").value_or("");
    const FactKind kind = field == "meeting_time"    ? FactKind::Time
                          : field == "meeting_place" ? FactKind::Place
                          : field == "amount"        ? FactKind::Amount
                                                     : FactKind::Phone;
    out.push_back({kind, field, label(filling.language, field), value, {}});
}

Card make_card(const Filling& filling, const LetterType& type, const TypeText& text, CardKind kind) {
    const CardText& own = text.cards[at(kind)];
    const CardText& usual = filling.language.cards[at(kind)];
    Card card;
    card.kind = kind;
    card.heading = fill(filling, own.heading).value_or("");
    if (card.heading.empty()) card.heading = usual.heading;
    card.tab = filling.language.tabs[at(kind)];
    card.icon = own.icon.empty() ? usual.icon : own.icon;
    const auto add = [&card](std::vector<std::string> more) {
        card.sentences.insert(card.sentences.end(), std::make_move_iterator(more.begin()),
                              std::make_move_iterator(more.end()));
    };
    const auto uses = [&type](const char* field) { return std::ranges::find(type.uses, field) != type.uses.end(); };
    // A passed date is the first thing to know, whatever the letter is about: "Fristen var i går. Ring i dag."
    if (kind == CardKind::Do && uses("deadline") && holds(filling, "deadline_past"))
        add(shared_sentences(filling, "past_deadline"));
    else if (kind == CardKind::Do && uses("meeting_date") && holds(filling, "meeting_past"))
        add(shared_sentences(filling, "past_meeting"));
    add(sentences(filling, own.lines));
    // Letters differ: a meeting or deadline that this type's text does not speak of is still told.
    if (kind == CardKind::Do && !uses("meeting_date") && holds(filling, "meeting_ahead"))
        add(shared_sentences(filling, "also_meeting"));
    if (kind == CardKind::Do && !uses("deadline") && holds(filling, "deadline_ahead"))
        add(shared_sentences(filling, "also_deadline"));
    for (const std::string& field : type.facts[at(kind)]) add_fact(filling, field, card.facts);
    return card;
}

std::vector<HardWord> hard_words(const Explanation& shown, const TypeText& text, const Language& language) {
    std::map<std::string, std::string> known = language.words;
    for (const auto& [word, meaning] : text.words) known[word] = meaning;
    std::string all = shown.title;
    for (const Card& card : shown.cards) {
        all += "\n" + card.heading;
        for (const std::string& sentence : card.sentences) all += "\n" + sentence;
    }
    for (const LegalLine& line : shown.law) all += "\n" + line.text;
    std::map<std::size_t, HardWord> in_order;  // by where each is met first
    for (const auto& [word, meaning] : known)
        if (const auto place = find_word(all, word)) in_order.try_emplace(place->begin, HardWord{word, meaning});
    std::vector<HardWord> out;
    for (auto& [begin, word] : in_order) out.push_back(std::move(word));
    return out;
}

bool complete(const TypeText& text) {
    return !text.title.empty() && std::ranges::none_of(text.cards, [](const CardText& c) { return c.lines.empty(); });
}

// The language to use: the asked one if its text and shared file are whole and the unit's policy lets it be shown.
std::string allowed_language(const LetterLibrary& library, const LetterType& type, std::string_view asked,
                             const UnitPolicy& policy) {
    const auto it = type.texts.find(std::string(asked));
    const Language* language = library.language(asked);
    if (language == nullptr || it == type.texts.end() || !complete(it->second)) return "da";
    const bool reviewed = !it->second.reviewed_by.empty() && !language->reviewed_by.empty();
    return policy.require_reviewed && !reviewed ? "da" : std::string(asked);
}

void add_call(const Filling& filling, const TypeText& text, std::vector<std::string>& out) {
    out = shared_sentences(filling, "say_first");
    for (const std::string& line : sentences(filling, text.say)) out.push_back(line);
    for (const std::string& line : shared_sentences(filling, "say_last")) out.push_back(line);
}

// What is said in one step; both fillings come from lines of the same shape, so the meanings fit line by line.
std::vector<Said> said_in(const Filling& danish, const Filling& asked, CallStepKind kind, const std::string& topic) {
    const auto lines_of = [&](const Filling& filling) {
        std::vector<Said> out;
        const CallStep& step = filling.language.call[static_cast<std::size_t>(kind)];
        const auto lines = step.lines.find(kind == CallStepKind::Asks ? topic : "lines");
        if (lines == step.lines.end()) return out;
        for (const Line& line : lines->second) {
            if (!is_shown(filling, line)) continue;
            if (auto text = fill(filling, line.text))
                out.push_back({line.speaker == Speaker::You, *std::move(text), {}});
        }
        return out;
    };
    std::vector<Said> said = lines_of(danish);
    if (&danish.language == &asked.language) return said;
    const std::vector<Said> meanings = lines_of(asked);
    for (std::size_t i = 0; i < said.size() && said.size() == meanings.size(); ++i) said[i].meaning = meanings[i].text;
    return said;
}

void add_practice(const Filling& danish, const Filling& asked, const LetterType& type, Explanation& out) {
    for (std::size_t i = 0; i < call_step_count; ++i) {
        const auto kind = static_cast<CallStepKind>(i);
        const CallStep& step = asked.language.call[i];
        PracticeStep shown{step.title, step.hint, said_in(danish, asked, kind, type.call)};
        if (kind == CallStepKind::Begin) {  // all but the closing question, which belongs to the end
            const bool both = out.say_meaning.size() == out.say.size();
            for (std::size_t n = 0; n + 1 < out.say.size(); ++n)
                shown.said.push_back({true, out.say[n], both ? out.say_meaning[n] : std::string{}});
        }
        if (!shown.said.empty()) out.practice.push_back(std::move(shown));
    }
}

}  // namespace

bool lacks_its_facts(const LetterLibrary& library, std::string_view type, const letters::Fields& fields) {
    const LetterType* known = library.find(type);
    const Language* danish = library.language("da");
    if (!known || !danish) return false;
    const Filling filling{*danish, fields, {}};
    bool wanted = false, found = false, time_wanted = false;
    for (const auto& card : known->facts) {
        for (const std::string& fact : card) {
            if (fact == "phone") continue;  // the main number stands in for it
            wanted = true;
            found = found || holds(filling, fact);
            time_wanted = time_wanted || fact == "meeting_time";
        }
    }
    const bool half_a_meeting = time_wanted && fields.meeting_date.has_value() != fields.meeting_time.has_value();
    return (wanted && !found) || half_a_meeting;
}

std::optional<KeyFact> read_off(const LetterLibrary& library, std::string_view language, const std::string& field,
                                const letters::Fields& fields, calendar::Date today) {
    const Language* spoken = library.language(language);
    if (!spoken) spoken = library.language("da");
    std::vector<KeyFact> facts;
    if (spoken) add_fact({*spoken, fields, today}, field, facts);
    if (facts.empty()) return std::nullopt;
    return facts.front();
}

std::int64_t days_left(calendar::Date deadline, calendar::Date today) {
    return calendar::days_between(today, deadline);
}

calendar::Date next_phone_day(calendar::Date today, bool phones_closed_today) {
    calendar::Date day = phones_closed_today ? calendar::add_days(today, 1) : today;
    while (calendar::weekday(day) >= calendar::Weekday::Saturday || calendar::is_public_holiday(day))
        day = calendar::add_days(day, 1);
    return day;
}

Result<Explanation> explain(const LetterLibrary& library, std::string_view type_id, std::string_view asked,
                            const letters::Fields& fields, calendar::Date today, const UnitPolicy& policy) {
    const LetterType* type = library.find(type_id);
    if (type == nullptr) return fail(Fault::NotFound, "no letter type " + std::string(type_id));
    Explanation out;
    out.type = type->id, out.icon = type->icon, out.tint = type->tint;
    out.language = allowed_language(library, *type, asked, policy);
    const Language* language = library.language(out.language);
    const Language* danish = library.language("da");
    if (language == nullptr || danish == nullptr) return fail(Fault::NotFound, "no Danish in the letter library");
    const TypeText& text = type->texts.at(out.language);
    const Filling filling{*language, fields, today, policy.phones_closed_today};
    out.right_to_left = language->right_to_left;
    out.title = text.title;
    for (std::size_t kind = 0; kind < card_count; ++kind)
        out.cards.push_back(make_card(filling, *type, text, static_cast<CardKind>(kind)));
    for (const std::string& key : type->law) {
        const auto law = language->law.find(key);
        if (law == language->law.end() || !is_shown(filling, law->second.line)) continue;
        if (auto line = fill(filling, law->second.line.text))
            out.law.push_back({law->second.paragraph, std::move(*line)});
    }
    out.words = hard_words(out, text, *language);
    const Filling spoken{*danish, fields, today, policy.phones_closed_today};
    add_call(spoken, type->texts.at("da"), out.say);
    if (out.language != "da") add_call(filling, text, out.say_meaning);
    add_practice(spoken, filling, *type, out);
    out.reviewed_by = language->reviewed_by.empty() ? std::string{} : text.reviewed_by;
    out.unreviewed = out.reviewed_by.empty();
    out.expired = type->valid_to && *type->valid_to < today;
    out.offer_person = out.expired || (out.unreviewed && policy.require_reviewed);
    return out;
}

}  // namespace aaben::explain
