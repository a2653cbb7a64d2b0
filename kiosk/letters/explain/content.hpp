// The content that editors write, as plain values: letter types, their texts in each language, what all letters share
// in a language (forms of "in 4 days", shared sentences), and the law behind the texts with the days on which it holds.
// Made by read.hpp, used by explanation.hpp, check.hpp and review.hpp. Immutable after loading, so any thread may read.
// Always: nothing here comes from a citizen's letter; that arrives as Fields.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/date.hpp"
#include "language/language.hpp"

namespace aaben::explain {

// The six cards, in the order in which they are shown.
enum class CardKind { What, Do, Otherwise, Cannot, Rights, Show };
inline constexpr std::size_t card_count = 6;
inline constexpr std::array<std::string_view, card_count> card_names{"what",   "do",     "otherwise",
                                                                     "cannot", "rights", "show"};

// One sentence (or two that belong together). It is shown when every `needs` holds and no `absent` does, and when every
// field it names in braces is in the letter. `use` names a shared line instead of `text`. `law` (in Danish alone, which
// all languages follow) names the rules that the sentence states: it is shown only to letters under those rules.
enum class Speaker { Nobody, They, You };

// What `law` may say when no rule is stated: good advice, or what stands in the letter itself.
inline constexpr std::string_view law_advice = "advice";
inline constexpr std::string_view law_letter = "letter";

struct Line {
    std::string text;
    std::string use;
    std::vector<std::string> law;
    std::vector<std::string> needs;
    std::vector<std::string> absent;
    Speaker speaker = Speaker::Nobody;  // of a line of the practice call
};

struct CardText {
    std::string heading;  // empty: the language's own heading for this card
    std::string icon;     // empty: the icon of this card in the shared file
    std::vector<Line> lines;
};

struct TypeText {
    std::string title;
    std::string reviewed_by;  // empty: nobody has checked it yet
    std::string reviewed;     // review_stamp of what was checked; another text is another text
    std::string danish;       // translations: the stamp of the Danish text that was translated
    std::string first_words;  // how such a letter begins, for choosing without a camera
    std::string search;       // further words people use for it
    std::array<CardText, card_count> cards;
    std::map<std::string, std::string> words;  // hard words of this type alone
    std::vector<Line> say;                     // what to say on the telephone, after the shared opening
};

// One step of practising the telephone call. What they ask depends on the letter: `lines` goes by its topic there, and
// has one entry, "lines", in the other steps.
struct CallStep {
    std::string title, hint;
    std::map<std::string, std::vector<Line>> lines;
};
enum class CallStepKind { Hello, Begin, Asks, End };
inline constexpr std::size_t call_step_count = 4;
inline constexpr std::array<std::string_view, call_step_count> call_step_names{"hello", "begin", "asks", "end"};
inline constexpr std::array<std::string_view, 6> call_topics{"meeting", "missed", "answer", "papers", "money", "other"};

// Rules that somebody has checked, and the days of the letters for which they hold: law.toml, [rules.…].
struct RuleSet {
    std::string title;
    std::optional<calendar::Date> valid_from;
    std::optional<calendar::Date> valid_to;  // none: general law, which stays
    [[nodiscard]] bool holds_on(calendar::Date day) const;
};

// One rule: where it stands, what it says, and under which set of rules: law.toml, [law.…].
struct Rule {
    std::string paragraph;  // "Aktivloven § 37"
    std::string rules;
    std::string says;  // the rule in the law's own manner, for those who check the texts
    std::optional<calendar::Date> checked_on;
    bool sure = true;  // false: from a secondary source; a jurist looks here first
};

struct LetterType {
    std::string id;
    std::string icon;
    std::string tint;
    std::string code;  // printed on letters, typed or scanned: "AD-JOB1"
    std::string look;  // which kind of paper it is: letter, decision, form, plan
    std::vector<std::string> uses;
    std::array<std::vector<std::string>, card_count> facts;  // fields shown large on a card
    std::vector<std::string> law;                            // the rules that are told in one line each
    std::string call;                                        // what they may ask on the telephone: one of call_topics
    std::string rules;                                       // the set of rules that its texts were written for
    std::vector<std::string> event;         // the dates that decide beside the letter's: the day of the meeting, …
    std::map<std::string, TypeText> texts;  // by language
    std::vector<LetterType> versions;       // the same letter under other rules, each with its own texts
};

// The forms a number of days takes, by the plural forms of the language (one, two, few, many, other).
using Forms = std::map<std::string, std::string>;

// How the sentences of a language speak of days and sums.
struct Grammar {
    std::string amount;  // "{x} kroner"
    std::string today, tomorrow, yesterday;
    Forms in, ago, left, passed;
    std::string call_today, call_later;  // "i dag", "på {weekday}"
};

// What all letters share in one language.
struct SharedTexts {
    std::string code;
    language::Language spoken;  // from the language's own file: direction, dates, numbers, plural forms
    std::string reviewed_by, reviewed;
    std::string danish;  // stamp, as in TypeText
    Grammar grammar;
    std::array<CardText, card_count> cards;  // heading and icon of each card
    std::array<std::string, card_count> tabs;
    std::map<std::string, std::string> labels;  // over what is shown large: meeting_date → "Dato"
    std::map<std::string, std::vector<Line>> shared;
    std::map<std::string, Line> law;  // what a rule says, in one plain line
    std::map<std::string, std::string> words;
    std::array<CallStep, call_step_count> call;
};

// A fault in the content, told so that an editor can mend it.
struct ContentFault {
    std::string file;      // below the content folder: "partshoering/da.toml"
    std::string what;      // what is wrong and how to mend it
    bool fatal = false;    // the kiosk refuses content that has it
    bool warning = false;  // the content may go out; somebody has to look at it soon
};

// Another authority that sends letters: senders.toml.
struct Sender {
    std::string id;                            // the reader knows its names as sender.ID in assets/reading/fields.txt
    std::map<std::string, std::string> name;   // by language: what it is called
    std::map<std::string, std::string> does;   // by language: what it does
    std::string phone;                         // eight digits; empty when nobody has seen it in the sender's pages
    std::optional<calendar::Date> checked_on;  // when the phone was
};

struct Content {
    std::map<std::string, LetterType> types;
    std::map<std::string, SharedTexts> languages;
    std::map<std::string, RuleSet> rules;
    std::map<std::string, Rule> law;
    std::vector<Sender> senders;
};

// The names that `if`, `unless` and braces may use.
[[nodiscard]] bool is_field(std::string_view name);
[[nodiscard]] bool is_condition(std::string_view name);    // fields, and meeting_past, deadline_ahead, …
[[nodiscard]] bool is_placeholder(std::string_view name);  // fields but deadline_exact, and meeting_days, days_left, …
[[nodiscard]] std::vector<std::string> placeholders(std::string_view text);
[[nodiscard]] std::string joined(const std::vector<std::string>& names);  // "deadline, phone"; "none" for none

// Whether it has a title and all six cards: what lacks one is shown in Danish.
[[nodiscard]] bool is_whole(const TypeText& text);

// Where a letter's text lies below the content folder: "partshoering/da.toml".
[[nodiscard]] inline std::string text_file(std::string_view type, std::string_view language) {
    return std::string(type).append("/").append(language).append(".toml");
}

// Eight hex digits that change when the Danish words or conditions change, and not when the file is laid out anew.
[[nodiscard]] std::string stamp(const TypeText& danish);
[[nodiscard]] std::string stamp(const SharedTexts& danish);
// The same for a review: changes with any word of this text, and with the paragraph or the wording of a rule that it
// states, so that what was signed stays what is shown.
[[nodiscard]] std::string review_stamp(const Content& content, const TypeText& text, const TypeText& danish);
[[nodiscard]] std::string review_stamp(const Content& content, const SharedTexts& language, const SharedTexts& danish);

}  // namespace aaben::explain
