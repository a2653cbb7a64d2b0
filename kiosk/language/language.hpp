// A language as the house must know it to write in it: who it is, which way it runs, its plural forms, and how it
// writes dates and numbers. Made from the section [language] of assets/languages/<tag>.toml; what ICU knows is not in
// the file. Read by the catalogue and by the explanations of letters; pure; any thread. Always: whole, since a file
// that lacks something makes no Language; digits are Latin and the calendar is the one on Danish letters.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "language/plural.hpp"
#include "platform/result.hpp"

namespace aaben::language {

struct Language {
    std::string tag;          // "da": the file's name and the folder of recorded words
    std::string name;         // in its own script: "Dansk", "العربية"
    std::string greeting;     // "Hej", "مرحبًا": what it says beside its name where one is chosen
    std::string reviewed_by;  // who checked it; empty = nobody yet, which the glass says
    std::string espeak;       // the voice that speaks it; empty = none
    std::map<std::string, std::string, std::less<>> aloud;  // "kl." → "klokken": what a voice would read wrongly
    std::string locale;                                     // ICU's, for numbers in words
    std::vector<std::string> second_gender;  // pictures that take the colours of [colour_second]: "et grønt hus"
    int order = 0;                           // place in the row of languages
    bool rtl = false;
    PluralRules plurals;
    // The keys to type a name with, in the order of its alphabet, and beside each the letter it gives inside a word
    // (the same where a script has no capitals). Empty: it is typed with the Danish ones.
    std::vector<std::string> letters, small_letters;

    std::array<std::string, 7> weekdays;  // Monday first
    std::array<std::string, 12> months;   // as they stand in a date
    // Patterns with {weekday}, {day}, {month}, {year}. A day is kept on one line with its month.
    std::string date, date_with_year, short_date, short_date_with_year;
    std::string time_mark;           // between hour and minute: "10.15", "10:15"
    std::string decimal, thousands;  // "1.234,50"
};

// The sections of a language file that staff alone read; their side is Danish.
inline constexpr std::array<std::string_view, 2> staff_sections{"staff", "record"};

// The Language of a language file's text. Fault::Invalid says what is wrong with its section [language].
[[nodiscard]] Result<Language> language_from(std::string_view toml, std::string_view tag);

// What readers of one language call another: name_for("ar", "da") is "arabisk". A tag ICU does not know is given back.
[[nodiscard]] const std::string& name_for(std::string_view tag, std::string_view reader);

// Whether a language runs from right to left, by its tag alone: for what is drawn before or without its file.
[[nodiscard]] bool is_rtl(std::string_view tag);

}  // namespace aaben::language
