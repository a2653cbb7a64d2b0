#include "language/aloud.hpp"

#include <unicode/unum.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <vector>

#include "language/icu_text.hpp"
#include "language/utf8.hpp"

namespace aaben::language {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// A number in words, by ICU's rules for spelling out (RBNF).
class Speller {
  public:
    explicit Speller(const std::string& locale) : format_(opened(locale)) {}

    [[nodiscard]] std::string cardinal(std::int64_t number) {
        return choose(u"%spellout-numbering") ? spelled(number) : std::to_string(number);
    }
    // "fireogtyvende"; the cardinal where the language has no such rules.
    [[nodiscard]] std::string ordinal(std::int64_t number) {
        for (const char16_t* rules : {u"%spellout-ordinal-common", u"%spellout-ordinal"})
            if (choose(rules)) return spelled(number);
        return cardinal(number);
    }

  private:
    static std::unique_ptr<UNumberFormat, decltype(&unum_close)> opened(const std::string& locale) {
        UErrorCode status = U_ZERO_ERROR;
        UNumberFormat* format = unum_open(UNUM_SPELLOUT, nullptr, 0, locale.c_str(), nullptr, &status);
        return {U_SUCCESS(status) ? format : nullptr, &unum_close};
    }

    bool choose(const char16_t* rules) {
        if (!format_) return false;
        UErrorCode status = U_ZERO_ERROR;
        unum_setTextAttribute(format_.get(), UNUM_DEFAULT_RULESET, rules, -1, &status);
        return U_SUCCESS(status) != 0;
    }

    std::string spelled(std::int64_t number) {
        return written([&](char16_t* out, std::int32_t room, UErrorCode* failed) {
            return unum_formatInt64(format_.get(), number, out, room, nullptr, failed);
        });
    }

    std::unique_ptr<UNumberFormat, decltype(&unum_close)> format_;
};

// What stands between the digits of one number: a dot, a comma, a colon, or the space of a telephone number.
struct Number {
    std::vector<std::string_view> groups;  // of digits
    std::vector<char> marks;               // between them
    std::size_t end = 0;
};

Number number_at(std::string_view text, std::size_t begin) {
    Number number;
    std::size_t at = begin;
    while (true) {
        const std::size_t from = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        number.groups.push_back(text.substr(from, at - from));
        number.end = at;
        const bool joins = at + 1 < text.size() && is_digit(text[at + 1]);
        if (!joins || (text[at] != '.' && text[at] != ',' && text[at] != ':' && text[at] != ' ')) return number;
        number.marks.push_back(text[at++]);
    }
}

std::int64_t value_of(std::string_view digits) {
    std::int64_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

class Writer {
  public:
    Writer(const Language& language, std::string_view text) : language_(language), text_(text), spell_(speller()) {}

    std::string run() {
        while (at_ < text_.size()) {
            if (is_digit(text_[at_]))
                take_number();
            else if (!take_abbreviation())
                take_letter();
        }
        return std::move(out_);
    }

  private:
    Speller& speller() const {
        thread_local std::map<std::string, Speller, std::less<>> known;
        return known.try_emplace(language_.locale, language_.locale).first->second;
    }

    [[nodiscard]] bool begins_word() const {
        return at_ == 0 || text_[at_ - 1] == ' ' || text_[at_ - 1] == '(' || text_[at_ - 1] == '\n';
    }

    bool take_abbreviation() {
        if (!begins_word()) return false;
        const std::pair<const std::string, std::string>* longest = nullptr;
        for (const auto& entry : language_.aloud) {
            if (!text_.substr(at_).starts_with(entry.first)) continue;
            const std::size_t end = at_ + entry.first.size();
            const auto goes_on = [](unsigned char c) { return std::isalnum(c) != 0 || c >= 0x80; };
            if (end < text_.size() && goes_on(static_cast<unsigned char>(text_[end]))) continue;
            if (longest == nullptr || entry.first.size() > longest->first.size()) longest = &entry;
        }
        if (longest == nullptr) return false;
        out_ += longest->second;
        at_ += longest->first.size();
        return true;
    }

    void take_letter() {
        const std::size_t begin = at_;
        const char32_t point = next_point(text_, at_);
        if (point == U'·' || point == U'/')
            out_ += ',';
        else if (point == U'\n')
            out_ += out_.empty() || out_.back() == '.' || out_.back() == '?' || out_.back() == '!' ? " " : ". ";
        else
            out_ += text_.substr(begin, at_ - begin);
    }

    void take_number() {
        const Number number = number_at(text_, at_);
        if (is_time(number))
            say_time(number);
        else if (is_phone(number))
            say_pairs(number);
        else
            return take_plain(number);
        at_ = number.end;
    }

    [[nodiscard]] bool is_time(const Number& n) const {
        if (n.groups.size() != 2 || n.groups[0].size() > 2 || n.groups[1].size() != 2) return false;
        if (n.marks[0] != ':' && (language_.time_mark != "." || n.marks[0] != '.')) return false;
        return value_of(n.groups[0]) < 24 && value_of(n.groups[1]) < 60;
    }
    static bool is_phone(const Number& n) {
        if (n.groups.size() == 1) return n.groups[0].size() == 8;
        return n.groups.size() == 4 && std::ranges::all_of(n.groups, [](auto g) { return g.size() == 2; }) &&
               std::ranges::all_of(n.marks, [](char c) { return c == ' '; });
    }

    // "ti", "ti femten", "ti nul fem": as one says it after 'klokken'.
    void say_time(const Number& n) {
        const std::int64_t minutes = value_of(n.groups[1]);
        out_ += spell_.cardinal(value_of(n.groups[0]));
        if (minutes == 0) return;
        out_ += ' ';
        if (minutes < 10) out_ += spell_.cardinal(0) + ' ';
        out_ += spell_.cardinal(minutes);
    }

    // Telephone numbers two digits at a time, as they are dialled; a nought is said.
    void say_pairs(const Number& n) {
        std::string digits;
        for (const std::string_view group : n.groups) digits += group;
        for (std::size_t i = 0; i < digits.size(); i += 2) {
            if (i > 0) out_ += ", ";
            if (digits[i] == '0') out_ += spell_.cardinal(0) + ' ';
            out_ += spell_.cardinal(value_of(std::string_view(digits).substr(i, 2)));
        }
    }

    // One number with its thousands and decimals; what stands behind a space is the next one's.
    void take_plain(const Number& n) {
        std::string whole(n.groups[0]);
        std::size_t end = at_ + whole.size();
        std::string_view decimals;
        for (std::size_t i = 0; i < n.marks.size(); ++i) {
            const std::string mark(1, n.marks[i]);
            const std::string_view group = n.groups[i + 1];
            if (mark == language_.thousands && group.size() == 3 && decimals.empty())
                whole += group;
            else if (mark == language_.decimal && decimals.empty())
                decimals = group;
            else
                break;
            end += 1 + group.size();
        }
        constexpr std::size_t longest = 12;
        const bool ordinal = decimals.empty() && n.marks.empty() && whole.size() <= 2 &&
                             text_.substr(end).starts_with(". ") && end + 2 < text_.size() &&
                             std::islower(static_cast<unsigned char>(text_[end + 2])) != 0;
        const bool emergency = whole == "112" && decimals.empty();  // "en-en-to" in every language of Europe
        if (whole.size() > longest || emergency)
            for (std::size_t i = 0; i < whole.size(); ++i) out_ += (i > 0 ? " " : "") + spell_.cardinal(whole[i] - '0');
        else if (ordinal)
            out_ += spell_.ordinal(value_of(whole)), ++end;  // its dot is said
        else
            out_ += spell_.cardinal(value_of(whole));
        if (std::ranges::any_of(decimals, [](char c) { return c != '0'; })) {
            out_ += decimals.size() == 2 ? ' ' + spell_.cardinal(value_of(decimals)) : "";
            for (const char digit : decimals.size() == 2 ? std::string_view() : decimals)
                out_ += ' ' + spell_.cardinal(digit - '0');
        }
        at_ = end;
    }

    const Language& language_;
    std::string_view text_;
    Speller& spell_;
    std::size_t at_ = 0;
    std::string out_;
};

// Marks of direction, soft hyphens and isolates are for the eye; a no-break space is a space.
std::string for_the_ear(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t point = next_point(text, at);
        if (point == 0x00AD || point == 0x200B || point == 0x200E || point == 0x200F || point == 0x061C) continue;
        if (point >= 0x2066 && point <= 0x2069) continue;
        if (point == 0x00A0 || point == 0x202F || point == 0x2003)
            plain += ' ';
        else
            plain += text.substr(begin, at - begin);
    }
    return plain;
}

}  // namespace

std::string written_out(const Language& language, std::string_view text) {
    const std::string plain = for_the_ear(text);
    return for_the_ear(Writer(language, plain).run());  // ICU puts soft hyphens into long numbers
}

}  // namespace aaben::language
