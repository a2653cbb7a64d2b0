#include "language/language.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>
#include <unicode/locid.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/uloc.h>
#include <unicode/unistr.h>
#include <unicode/unum.h>

#include <algorithm>
#include <functional>
#include <map>

#include "language/icu_text.hpp"
#include "language/utf8.hpp"
#include "language/writing.hpp"

namespace aaben::language {
namespace {

constexpr std::string_view no_break_space = "\u00a0";

// "EEEE 'den' d. MMMM y" → "{weekday} den {day}. {month} {year}".
std::string with_names(std::string_view pattern) {
    std::string out;
    for (std::size_t at = 0; at < pattern.size();) {
        const char c = pattern[at];
        std::size_t end = pattern.find_first_not_of(c, at);
        if (end == pattern.npos) end = pattern.size();
        if (c == '\'') {
            end = std::min(pattern.find('\'', at + 1), pattern.size() - 1);
            out += pattern.substr(at + 1, end - at - 1);
            ++end;
        } else if (c == 'E' || c == 'c') {
            out += "{weekday}";
        } else if (c == 'M' || c == 'L') {
            out += "{month}";
        } else if (c == 'd') {
            out += "{day}";
        } else if (c == 'y') {
            out += "{year}";
        } else {
            out += pattern.substr(at, end - at);
        }
        at = end;
    }
    return out;
}

// A day and its month stay on one line.
std::string kept_together(std::string pattern) {
    for (const std::string_view apart : {"{day} {month}", "{day}. {month}", "{month} {day}"}) {
        const std::size_t at = pattern.find(apart);
        if (at != pattern.npos) pattern.replace(pattern.find(' ', at), 1, no_break_space);
    }
    return pattern;
}

bool icu_knows(std::string_view locale) {
    for (std::int32_t i = 0; i < uloc_countAvailable(); ++i) {
        if (locale == uloc_getAvailable(i)) return true;
    }
    return false;
}

bool take_dates(const std::string& locale, Language& language) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::LocalUDateTimePatternGeneratorPointer generator(udatpg_open(locale.c_str(), &status));
    const icu::LocalUDateFormatPointer names(
        udat_open(UDAT_FULL, UDAT_FULL, locale.c_str(), u"UTC", -1, nullptr, 0, &status));
    if (U_FAILURE(status)) return false;
    const auto pattern = [&](std::u16string_view skeleton) {
        return written([&](char16_t* out, std::int32_t room, UErrorCode* failed) {
            return udatpg_getBestPattern(generator.getAlias(), skeleton.data(),
                                         static_cast<std::int32_t>(skeleton.size()), out, room, failed);
        });
    };
    const auto symbol = [&](UDateFormatSymbolType kind, std::size_t index) {
        return written([&](char16_t* out, std::int32_t room, UErrorCode* failed) {
            return udat_getSymbols(names.getAlias(), kind, static_cast<std::int32_t>(index), out, room, failed);
        });
    };
    // ICU counts the days of the week from 1, Sunday.
    for (std::size_t i = 0; i < 7; ++i) language.weekdays[i] = symbol(UDAT_WEEKDAYS, i == 6 ? 1 : i + 2);
    for (std::size_t i = 0; i < 12; ++i) language.months[i] = symbol(UDAT_MONTHS, i);
    language.date = kept_together(with_names(pattern(u"MMMMEEEEd")));
    language.date_with_year = kept_together(with_names(pattern(u"yMMMMEEEEd")));
    language.short_date = kept_together(with_names(pattern(u"MMMMd")));
    language.short_date_with_year = kept_together(with_names(pattern(u"yMMMMd")));
    const std::string time = pattern(u"Hm");
    const std::size_t hour = time.find_last_of('H'), minute = time.find('m');
    if (hour == time.npos || minute == time.npos || minute < hour) return false;
    language.time_mark = time.substr(hour + 1, minute - hour - 1);
    return true;
}

// Its alphabet, a letter at a time; false when one stands there twice.
bool take_letters(std::string_view keyboard, const std::string& locale, Language& language) {
    for (std::size_t at = 0; at < keyboard.size();) {
        const std::size_t begin = at;
        (void)next_point(keyboard, at);
        const std::string letter(keyboard.substr(begin, at - begin));
        if (std::ranges::find(language.letters, letter) != language.letters.end()) return false;
        language.letters.push_back(letter);
        const auto units = icu::UnicodeString::fromUTF8(letter).toLower(icu::Locale(locale.c_str()));
        units.toUTF8String(language.small_letters.emplace_back());
    }
    return true;
}

bool take_numbers(const std::string& locale, Language& language) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::LocalUNumberFormatPointer format(unum_open(UNUM_DECIMAL, nullptr, 0, locale.c_str(), nullptr, &status));
    if (U_FAILURE(status)) return false;
    const auto symbol = [&](UNumberFormatSymbol kind) {
        return written([&](char16_t* out, std::int32_t room, UErrorCode* failed) {
            return unum_getSymbol(format.getAlias(), kind, out, room, failed);
        });
    };
    language.decimal = symbol(UNUM_DECIMAL_SEPARATOR_SYMBOL);
    language.thousands = symbol(UNUM_GROUPING_SEPARATOR_SYMBOL);
    return true;
}

}  // namespace

Result<Language> language_from(std::string_view toml, std::string_view tag) {
    const auto invalid = [](std::string what) { return fail(Fault::Invalid, std::move(what)); };
    toml::table root;
    try {
        root = toml::parse(toml);
    } catch (const toml::parse_error& error) {
        return invalid(fmt::format("line {}: {}", error.source().begin.line, error.description()));
    }
    const auto header = root["language"];
    const auto text = [&](std::string_view key) { return header[key].value_or(std::string()); };
    Language language;
    language.tag = text("tag");
    language.name = text("name");
    language.greeting = text("greeting");
    language.reviewed_by = text("reviewed_by");
    language.espeak = text("espeak");
    language.order = header["order"].value_or(1000);
    if (const toml::table* aloud = header["aloud"].as_table()) {
        for (const auto& [written, node] : *aloud) language.aloud.emplace(written.str(), node.value_or(std::string()));
    }
    if (const toml::array* pictures = header["second_gender"].as_array()) {
        for (const toml::node& picture : *pictures) language.second_gender.push_back(picture.value_or(std::string()));
    }
    if (language.tag != tag || language.name.empty()) {
        return invalid("[language] needs a name and the file's own name as tag");
    }
    const std::string locale = header["locale"].value_or(language.tag);
    if (!icu_knows(locale)) {
        return invalid(fmt::format("ICU knows no locale '{}'; name one it knows as 'locale' in [language]", locale));
    }
    if (locale != language.tag && !locale.starts_with(language.tag + "_")) {
        return invalid(fmt::format("the locale '{}' is one of another language than '{}'", locale, language.tag));
    }
    const std::string written_here = locale + "@calendar=gregorian;numbers=latn";
    auto plurals = PluralRules::of(locale);
    if (!plurals || !take_dates(written_here, language) || !take_numbers(written_here, language)) {
        return invalid(fmt::format("ICU's data lacks how '{}' writes dates and numbers", locale));
    }
    if (!take_letters(text("keyboard"), locale, language)) {
        return invalid("a letter stands twice in 'keyboard' of [language]");
    }
    language.plurals = *std::move(plurals);
    language.rtl = is_rtl(locale);
    language.locale = locale;
    const auto own = [&](std::string_view key, std::string& pattern) {
        if (std::string said = text(key); !said.empty()) pattern = std::move(said);
    };
    own("date", language.date), own("date_with_year", language.date_with_year);
    own("short_date", language.short_date), own("short_date_with_year", language.short_date_with_year);
    if (const toml::array* months = header["months"].as_array()) {
        if (months->size() != language.months.size()) return invalid("'months' of [language] are twelve");
        for (std::size_t i = 0; i < language.months.size(); ++i)
            language.months[i] = (*months)[i].value_or(std::string());
        if (std::ranges::find(language.months, "") != language.months.end())
            return invalid("a month of [language] is empty");
    }
    for (const std::string* pattern :
         {&language.date, &language.date_with_year, &language.short_date, &language.short_date_with_year})
        if (pattern->find("{day}") == pattern->npos || pattern->find("{month}") == pattern->npos)
            return invalid(fmt::format("'{}' in [language] says no {{day}} or no {{month}}", *pattern));
    return language;
}

const std::string& name_for(std::string_view tag, std::string_view reader) {
    thread_local std::map<std::pair<std::string, std::string>, std::string> known;  // asked for in every frame
    const auto [found, is_new] = known.try_emplace({std::string(tag), std::string(reader)}, tag);
    if (!is_new) return found->second;
    const std::string name = written([&](char16_t* units, std::int32_t size, UErrorCode* status) {
        return uloc_getDisplayLanguage(found->first.first.c_str(), found->first.second.c_str(), units, size, status);
    });
    if (!name.empty()) found->second = name;
    return found->second;
}

bool is_rtl(std::string_view tag) {
    // Asked for every text of every frame, and ICU looks the script up in its data: each tag is looked up once.
    thread_local std::map<std::string, bool, std::less<>> known;
    auto found = known.find(tag);
    if (found == known.end()) found = known.emplace(tag, uloc_isRightToLeft(std::string(tag).c_str()) != 0).first;
    return found->second;
}

}  // namespace aaben::language
