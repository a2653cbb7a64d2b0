#include "explain/explanation.hpp"

#include <algorithm>
#include <iterator>

#include "explain/facts.hpp"
#include "explain/grammar.hpp"
#include "explain/lix.hpp"

namespace aaben::explain {
namespace {

constexpr auto at(CardKind kind) {
    return static_cast<std::size_t>(kind);
}

// The sentences of one card as they are gathered, with the paragraphs they state.
struct Gathered {
    std::vector<std::string> sentences, sources;
    bool withheld = false;  // a sentence states a rule that nobody has checked for this letter's day
    bool headless = false;  // the first sentence did, so that the rest has lost its beginning
};

void add_once(std::vector<std::string>& list, const std::string& text) {
    if (std::ranges::find(list, text) == list.end()) list.push_back(text);
}

// Lines as they will be shown: shared lines taken in, conditions decided, rules held against the letter's day, fields
// filled. Which rule a line states stands in the Danish text, line by line.
class Gatherer {
  public:
    Gatherer(const Filling& filling, const SharedTexts& danish, const Content& content,
             std::optional<calendar::Date> day)
        : filling_(filling), danish_(danish), content_(content), day_(day) {}

    void add(const std::vector<Line>& lines, const std::vector<Line>& danish, Gathered& out) const {
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const Line& line = lines[i];
            if (!is_shown(filling_, line)) continue;
            if (line.use.empty())
                add_line(line, i < danish.size() ? danish[i].law : line.law, out);
            else
                add_shared(line.use, out);
        }
    }

    void add_shared(const std::string& name, Gathered& out) const {
        const auto it = filling_.language.shared.find(name);
        const auto danish = danish_.shared.find(name);
        if (it == filling_.language.shared.end() || danish == danish_.shared.end()) return;
        for (std::size_t i = 0; i < it->second.size(); ++i)
            if (const Line& line = it->second[i]; line.use.empty() && is_shown(filling_, line))
                add_line(line, i < danish->second.size() ? danish->second[i].law : line.law, out);
    }

  private:
    void add_line(const Line& line, const std::vector<std::string>& law, Gathered& out) const {
        for (const std::string& key : law) {
            const auto rule = content_.law.find(key);
            if (rule != content_.law.end() && !rules_hold(content_, rule->second.rules, day_)) {
                out.withheld = true;
                out.headless = out.headless || out.sentences.empty();
                return;
            }
        }
        auto text = fill(filling_, line.text);
        if (!text) return;
        out.sentences.push_back(*std::move(text));
        for (const std::string& key : law)
            if (const auto rule = content_.law.find(key); rule != content_.law.end())
                add_once(out.sources, rule->second.paragraph);
    }

    const Filling& filling_;
    const SharedTexts& danish_;
    const Content& content_;
    std::optional<calendar::Date> day_;
};

// Sentences that state no rule: what one says on the telephone.
std::vector<std::string> spoken(const Filling& filling, const std::vector<Line>& lines) {
    std::vector<std::string> out;
    const auto say = [&](const Line& line) {
        if (!is_shown(filling, line)) return;
        if (auto text = fill(filling, line.text)) out.push_back(*std::move(text));
    };
    for (const Line& line : lines) {
        const auto shared = filling.language.shared.find(line.use);
        if (line.use.empty())
            say(line);
        else if (is_shown(filling, line) && shared != filling.language.shared.end())
            std::ranges::for_each(shared->second, say);
    }
    return out;
}

std::vector<std::string> spoken(const Filling& filling, const std::string& shared) {
    Line line;
    line.use = shared;
    return spoken(filling, {line});
}

// What stands in for the sentences that nobody has checked, so that no card is empty or begins in its middle. What
// happens otherwise is told whole or not at all: half of it would be another rule.
void stand_in(const Gatherer& gatherer, CardKind kind, Gathered& gathered) {
    if (!gathered.withheld) return;
    if (kind == CardKind::Otherwise) gathered.sentences.clear(), gathered.sources.clear();
    const bool headless = kind == CardKind::What && gathered.headless;
    if (!headless && !gathered.sentences.empty()) return;
    Gathered first;
    gatherer.add_shared("unchecked_" + std::string(card_names[at(kind)]), first);
    gathered.sentences.insert(gathered.sentences.begin(), first.sentences.begin(), first.sentences.end());
}

// First on the card of what to do: that a date has passed, that today is not known, that a person knows better.
void add_first(const Filling& filling, const Gatherer& gatherer, const LetterType& type, Gathered& out) {
    const auto uses = [&type](const char* field) { return std::ranges::find(type.uses, field) != type.uses.end(); };
    const letters::Fields& f = filling.fields;
    if (!filling.rules_checked) gatherer.add_shared("unchecked_first", out);
    if (!filling.today && (f.deadline || f.meeting_date || f.start_date)) gatherer.add_shared("unknown_today", out);
    if (uses("deadline") && holds(filling, "deadline_past"))
        gatherer.add_shared("past_deadline", out);
    else if (uses("meeting_date") && holds(filling, "meeting_past"))
        gatherer.add_shared("past_meeting", out);
}

// Letters differ: a meeting or deadline that this type's text does not speak of is still told.
void add_last(const Filling& filling, const Gatherer& gatherer, const LetterType& type, Gathered& out) {
    const auto uses = [&type](const char* field) { return std::ranges::find(type.uses, field) != type.uses.end(); };
    if (!uses("meeting_date") && holds(filling, "meeting_ahead")) gatherer.add_shared("also_meeting", out);
    if (!uses("deadline") && holds(filling, "deadline_ahead")) gatherer.add_shared("also_deadline", out);
}

Card make_card(const Filling& filling, const Gatherer& gatherer, const LetterType& type, const TypeText& text,
               CardKind kind, bool& withheld) {
    const CardText& own = text.cards[at(kind)];
    const CardText& usual = filling.language.cards[at(kind)];
    Card card;
    card.kind = kind;
    card.heading = fill(filling, own.heading).value_or("");
    if (card.heading.empty()) card.heading = usual.heading;
    card.tab = filling.language.tabs[at(kind)];
    card.icon = own.icon.empty() ? usual.icon : own.icon;
    Gathered body, whole;
    gatherer.add(own.lines, type.texts.at("da").cards[at(kind)].lines, body);
    stand_in(gatherer, kind, body);
    withheld = withheld || body.withheld;
    if (kind == CardKind::Do) add_first(filling, gatherer, type, whole);
    std::ranges::move(body.sentences, std::back_inserter(whole.sentences));
    for (const std::string& source : body.sources) add_once(whole.sources, source);
    if (kind == CardKind::Do) add_last(filling, gatherer, type, whole);
    card.sentences = std::move(whole.sentences);
    card.sources = std::move(whole.sources);
    for (const std::string& field : type.facts[at(kind)]) add_fact(filling, field, card.facts);
    return card;
}

std::vector<HardWord> hard_words(const Explanation& shown, const TypeText& text, const SharedTexts& language) {
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
    out.reserve(in_order.size());
    for (auto& [begin, word] : in_order) out.push_back(std::move(word));
    return out;
}

// The language to use: the asked one if its text and shared file are whole and the unit's policy lets it be shown.
std::string allowed_language(const LetterLibrary& library, const LetterType& type, std::string_view asked,
                             const UnitPolicy& policy) {
    const auto it = type.texts.find(std::string(asked));
    const SharedTexts* language = library.language(asked);
    if (language == nullptr || it == type.texts.end() || !is_whole(it->second)) return "da";
    const bool reviewed = !it->second.reviewed_by.empty() && !language->reviewed_by.empty();
    return policy.require_reviewed && !reviewed ? "da" : std::string(asked);
}

void add_call(const Filling& filling, const TypeText& text, std::vector<std::string>& out) {
    out = spoken(filling, "say_first");
    for (const std::string& line : spoken(filling, text.say)) out.push_back(line);
    for (const std::string& line : spoken(filling, "say_last")) out.push_back(line);
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
    const SharedTexts* danish = library.language("da");
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

std::string source_line(const Card& card) {
    std::vector<std::pair<std::string, std::string>> acts;  // in the order in which they are met
    for (const std::string& source : card.sources) {
        std::size_t split = source.find(" §");
        if (split == source.npos) split = source.size();
        const std::string act = source.substr(0, split);
        const std::string place = split < source.size() ? source.substr(split) : std::string{};
        const auto known = std::ranges::find(acts, act, &std::pair<std::string, std::string>::first);
        if (known == acts.end())
            acts.emplace_back(act, place);
        else
            known->second += ";" + place;
    }
    std::string out;
    for (const auto& [act, places] : acts) out.append(out.empty() ? "" : " · ").append(act).append(places);
    return out;
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

namespace {
// The rules that the editor chose to be told in one line each, as far as they hold for the letter's day.
void add_law(const Filling& filling, const Content& content, const LetterType& type, std::optional<calendar::Date> day,
             Explanation& out) {
    for (const std::string& key : type.law) {
        const auto rule = content.law.find(key);
        const auto told = filling.language.law.find(key);
        if (rule == content.law.end() || told == filling.language.law.end()) continue;
        if (!rules_hold(content, rule->second.rules, day) || !is_shown(filling, told->second)) continue;
        if (auto line = fill(filling, told->second.text)) out.law.push_back({rule->second.paragraph, *std::move(line)});
    }
}

void add_notes(const SharedTexts& language, Explanation& out) {
    if (out.standing == Standing::MayBeNew) out.notes.push_back(label(language, "may_be_new"));
    if (out.standing == Standing::Unchecked) out.notes.push_back(label(language, "rules_unchecked"));
    if (out.unreviewed) out.notes.push_back(label(language, "unreviewed"));
}
}  // namespace

Result<Explanation> explain(const LetterLibrary& library, std::string_view type_id, std::string_view asked,
                            const letters::Fields& fields, std::optional<calendar::Date> today,
                            const UnitPolicy& policy) {
    const LetterType* base = library.find(type_id);
    if (base == nullptr) return fail(Fault::NotFound, "no letter type " + std::string(type_id));
    const Content& content = library.content();
    const Version version = version_for(content, *base, law_day(*base, fields, today), today);
    const LetterType* type = version.type;
    Explanation out;
    out.standing = version.standing;
    out.type = type->id, out.icon = type->icon, out.tint = type->tint;
    out.language = allowed_language(library, *type, asked, policy);
    const SharedTexts* language = library.language(out.language);
    const SharedTexts* danish = library.language("da");
    if (language == nullptr || danish == nullptr) return fail(Fault::NotFound, "no Danish in the letter library");
    const TypeText& text = type->texts.at(out.language);
    const bool checked = out.standing != Standing::Unchecked;
    const Filling filling{*language, fields, today, policy.phones_closed_today, checked};
    const Gatherer gatherer(filling, *danish, content, version.day);
    out.right_to_left = language->spoken.rtl;
    out.title = text.title;
    bool withheld = false;
    for (std::size_t kind = 0; kind < card_count; ++kind)
        out.cards.push_back(make_card(filling, gatherer, *type, text, static_cast<CardKind>(kind), withheld));
    if (withheld) out.standing = Standing::Unchecked;
    add_law(filling, content, *type, version.day, out);
    out.words = hard_words(out, text, *language);
    const Filling in_danish{*danish, fields, today, policy.phones_closed_today, checked};
    add_call(in_danish, type->texts.at("da"), out.say);
    if (out.language != "da") add_call(filling, text, out.say_meaning);
    add_practice(in_danish, filling, *type, out);
    out.reviewed_by = language->reviewed_by.empty() ? std::string{} : text.reviewed_by;
    out.unreviewed = out.reviewed_by.empty();
    add_notes(*language, out);
    return out;
}

}  // namespace aaben::explain
