// The content that editors write, as plain values: letter types, their texts in each language, and what a language
// needs (weekdays, forms of "in 4 days", shared sentences). Made by read.hpp, used by explanation.hpp and check.hpp.
// Immutable after loading, so any thread may read. Always: nothing here comes from a citizen's letter; that arrives as
// Fields.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/date.hpp"

namespace aaben::explain {

// The six cards, in the order in which they are shown.
enum class CardKind { What, Do, Otherwise, Cannot, Rights, Show };
inline constexpr std::size_t card_count = 6;
inline constexpr std::array<std::string_view, card_count> card_names{"what",   "do",     "otherwise",
                                                                     "cannot", "rights", "show"};

// One sentence (or two that belong together). It is shown when every `needs` holds and no `absent` does, and when every
// field it names in braces is in the letter. `use` names a shared line instead of `text`.
enum class Speaker { Nobody, They, You };

struct Line {
    std::string text;
    std::string use;
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

struct Source {
    std::string source;
    std::optional<calendar::Date> rule_checked_on;
};

struct LetterType {
    std::string id;
    std::string icon;
    std::string tint;
    std::string code;  // printed on letters, typed or scanned: "AD-JOB1"
    std::string look;  // which kind of paper it is: letter, decision, form, plan
    std::vector<std::string> uses;
    std::array<std::vector<std::string>, card_count> facts;  // fields shown large on a card
    std::vector<std::string> law;                            // keys of the shared one-line explanations
    std::string call;                                        // what they may ask on the telephone: one of call_topics
    std::vector<Source> sources;
    std::optional<calendar::Date> rule_checked_on, valid_from, valid_to;
    std::map<std::string, TypeText> texts;  // by language
};

struct LawText {
    std::string paragraph;  // "Lov om aktiv socialpolitik § 37"
    Line line;
};

// The forms a number of days takes; keys are the plural categories of Unicode CLDR (one, two, few, many, other).
using Forms = std::map<std::string, std::string>;

struct Grammar {
    std::vector<std::string> weekdays, months;
    std::string date, date_year, short_date, short_date_year, time;
    std::string about;  // "cirka {x}"
    std::string amount, decimal, thousands;
    std::string plural;  // the family of plural rules: none, one-other, arabic, slavic, polish
    std::string today, tomorrow, yesterday;
    Forms in, ago, left, passed;
    std::string call_today, call_later;  // "i dag", "på {weekday}"
    bool capitals = true;                // sentences begin with a capital letter
};

struct Language {
    std::string code;
    std::string name;  // in its own words: "Dansk"
    std::string reviewed_by;
    std::string danish;  // stamp, as in TypeText
    bool right_to_left = false;
    Grammar grammar;
    std::array<CardText, card_count> cards;  // heading and icon of each card
    std::array<std::string, card_count> tabs;
    std::map<std::string, std::string> labels;  // over what is shown large: meeting_date → "Dato"
    std::map<std::string, std::vector<Line>> shared;
    std::map<std::string, LawText> law;
    std::map<std::string, std::string> words;
    std::array<CallStep, call_step_count> call;
};

// A fault in the content, told so that an editor can mend it.
struct ContentFault {
    std::string file;    // below the content folder: "partshoering/da.toml"
    std::string what;    // what is wrong and how to mend it
    bool fatal = false;  // the kiosk refuses content that has it
};

struct Content {
    std::map<std::string, LetterType> types;
    std::map<std::string, Language> languages;
};

// The names that `if`, `unless` and braces may use.
[[nodiscard]] bool is_field(std::string_view name);
[[nodiscard]] bool is_condition(std::string_view name);    // fields, and meeting_past, deadline_ahead, …
[[nodiscard]] bool is_placeholder(std::string_view name);  // fields but deadline_exact, and meeting_days, days_left, …
[[nodiscard]] std::vector<std::string> placeholders(std::string_view text);
[[nodiscard]] std::string joined(const std::vector<std::string>& names);  // "deadline, phone"; "none" for none

// Eight hex digits that change when the Danish words or conditions change, and not when the file is laid out anew.
[[nodiscard]] std::string stamp(const TypeText& danish);
[[nodiscard]] std::string stamp(const Language& danish);

}  // namespace aaben::explain
