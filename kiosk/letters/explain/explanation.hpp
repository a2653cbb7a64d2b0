// What the glass shows of one letter: the six cards of its type, filled with this letter's fields, in the citizen's
// language. Called by flow's effects and by kioskctl; pure, any thread. Always: no sentence states a date, amount,
// place or number that is not in `fields`; no brace is left; an explanation has at least one sentence on every card; a
// rule is stated only to a letter whose day somebody has checked it for (rules.hpp), and its paragraph stands on the
// card.
#pragma once

#include <string>
#include <vector>

#include "explain/library.hpp"
#include "explain/rules.hpp"
#include "letters/fields.hpp"

namespace aaben::explain {

struct UnitPolicy {
    bool require_reviewed = false;     // unreviewed legal text only in Danish, with a person offered
    bool phones_closed_today = false;  // the phone hours of today are over: "ring" means the next open day
};

enum class FactKind { Date, Time, Place, Days, Amount, Phone };

// Something shown as large as the space allows. Date: value "24. november", note "tirsdag". Days: value "4", note "dage
// til"; on the day itself value "i dag" and no note. `field` is the field it stands for ("meeting_date").
struct KeyFact {
    FactKind kind{};
    std::string field;
    std::string label;
    std::string value;
    std::string note;
    friend bool operator==(const KeyFact&, const KeyFact&) = default;
};

struct Card {
    CardKind kind{};
    std::string heading;
    std::string tab;   // one or two words for the row of cards
    std::string icon;  // Material Icons name
    std::vector<std::string> sentences;
    std::vector<std::string> sources;  // the paragraphs that its sentences state: "Aktivloven § 37"
    std::vector<KeyFact> facts;
};

struct HardWord {
    std::string word;
    std::string explanation;
};

struct LegalLine {
    std::string paragraph;
    std::string text;
};

// A line of the practice call: what is said, in Danish, since it is Danish one speaks; and what it means.
struct Said {
    bool by_you = false;
    std::string text;
    std::string meaning;  // in the explanation's language; empty in Danish
};

struct PracticeStep {
    std::string title, hint;
    std::vector<Said> said;
};

struct Explanation {
    std::string type;
    std::string language;  // actually used; Danish where the asked one is missing or not allowed
    bool right_to_left = false;
    std::string title;
    std::string icon, tint;
    std::vector<Card> cards;  // always six
    std::vector<HardWord> words;
    std::vector<LegalLine> law;
    std::vector<std::string> say;  // the telephone call, sentence by sentence, in Danish: it is Danish one speaks
    std::vector<std::string> say_meaning;  // the same in `language`, line by line; empty in Danish
    std::vector<PracticeStep> practice;    // the call, step by step; empty when the content has none
    bool unreviewed = false;
    std::string reviewed_by;
    Standing standing{};             // whether the rules of this letter's day are known
    std::vector<std::string> notes;  // about the explanation itself: not reviewed yet, the rules may be new
};

// Fault::NotFound when the library has no such type. A language the library lacks becomes Danish. Without `today` (the
// clock is not to be trusted) nothing is said to be near or past; the explanation says that it does not know the date.
[[nodiscard]] Result<Explanation> explain(const LetterLibrary& library, std::string_view type,
                                          std::string_view language, const letters::Fields& fields,
                                          std::optional<calendar::Date> today, const UnitPolicy& policy = {});

// Whether what a letter of this type is about was not found in it: none of the dates, sums and places its cards show
// large, or a meeting's day without its time. Another page may say it.
[[nodiscard]] bool lacks_its_facts(const LetterLibrary& library, std::string_view type, const letters::Fields& fields);

// One field in words, for showing what was read: nullopt when the letter has none of it.
[[nodiscard]] std::optional<KeyFact> read_off(const LetterLibrary& library, std::string_view language,
                                              const std::string& field, const letters::Fields& fields,
                                              std::optional<calendar::Date> today);

// A card's sources as one line, each act named once: "Retssikkerhedsloven § 60; § 66 · Forvaltningsloven § 9". Empty
// when the card states no rule.
[[nodiscard]] std::string source_line(const Card& card);

// Whole days from today; 0 on the day, negative once it has passed.
[[nodiscard]] std::int64_t days_left(calendar::Date deadline, calendar::Date today);
// The first day one can ring: not a Saturday, Sunday or public holiday; not today when today's phone hours are over.
[[nodiscard]] calendar::Date next_phone_day(calendar::Date today, bool phones_closed_today = false);

}  // namespace aaben::explain
