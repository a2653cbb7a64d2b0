#include "kioskctl/unit_person.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <istream>
#include <ostream>

#include "calendar/date.hpp"
#include "jobcenter/config.hpp"
#include "kioskctl/typed_secret.hpp"
#include "language/utf8.hpp"
#include "seal/secret.hpp"

namespace aaben::kioskctl {
namespace {

constexpr std::size_t pin_digits = 6;  // the glass takes the sixth for the last

bool runs(std::string_view pin, int step) {
    for (std::size_t i = 1; i < pin.size(); ++i)
        if (pin[i] - pin[i - 1] != step) return false;
    return true;
}

bool repeats(std::string_view pin) {  // 121212, 123123, 777777
    for (std::size_t part = 1; part <= pin.size() / 2; ++part)
        if (pin.size() % part == 0 && pin.substr(part) == pin.substr(0, pin.size() - part)) return true;
    return false;
}

bool doubled_run(std::string_view pin) {  // 112233
    if (pin.size() % 2 != 0) return false;
    std::string halved;
    for (std::size_t i = 0; i < pin.size(); i += 2) {
        if (pin[i] != pin[i + 1]) return false;
        halved += pin[i];
    }
    return runs(halved, 1) || runs(halved, -1);
}

// Somebody's birthday is the first thing a colleague tries: ddmmyy.
bool begins_with_a_day(std::string_view digits) {
    const auto number = [&](std::size_t at) { return std::stoi(std::string(digits.substr(at, 2))); };
    return calendar::make_date(2000 + number(4), number(2), number(0)).has_value();
}

std::string toml_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

// Nothing that cannot be seen: no control signs, no change of direction.
bool plain(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t point = language::next_point(text, at);
        const bool turns = (point >= 0x200B && point <= 0x200F) || (point >= 0x202A && point <= 0x202E) ||
                           (point >= 0x2060 && point <= 0x2069) || point == 0xFEFF;
        if (point < ' ' || point == 0x7F || turns) return false;
    }
    return true;
}

std::string block_of(const NewPerson& person, std::string_view badge, std::string_view pin) {
    return fmt::format(
        "[[person]]\nid = {}\nname = {}\ninitials = {}\nrole = {}\ndirect_phone = {}\nbadge = {}\npin = {}\n",
        toml_text(person.id), toml_text(person.name), toml_text(person.initials), toml_text(person.role),
        toml_text(person.direct_phone), toml_text(badge), toml_text(pin));
}

Result<> add(const std::filesystem::path& file, const NewPerson& person, std::string_view badge, std::string_view pin,
             seal::PinCost cost) {
    for (const std::string* text : {&person.id, &person.name, &person.initials, &person.role, &person.direct_phone})
        if (!plain(*text)) return fail(Fault::Refused, "a text holds characters that cannot be typed");
    if (auto good = good_badge(badge); !good) return good;
    if (auto good = good_pin(pin); !good) return good;
    auto before = jobcenter::read_file(file);
    if (!before) return before.error();
    // The same reading that `unit build` does says what is wrong, with the person and without.
    const auto made = parse_unit_file(*before + "\n" + block_of(person, badge, pin), file.string(), cost);
    if (!made) return made.error();
    const visit::Caseworker& kept = made->roster.people.back();
    const std::string block = fmt::format(
        "\n[[person]]\nid = {}\nname = {}\ninitials = {}\nrole = {}\ndirect_phone = {}\nbadge_hash = {}\n"
        "pin_verifier = {}\nbox_key = {}\n",
        toml_text(person.id), toml_text(person.name), toml_text(person.initials), toml_text(person.role),
        toml_text(person.direct_phone), toml_text(kept.badge_hash), toml_text(kept.pin_hash), toml_text(kept.box_key));
    return jobcenter::write_file(file, *before + block, true);
}

}  // namespace

Result<> good_pin(std::string_view pin) {
    const auto no = [](const char* why) { return fail(Fault::Refused, std::string("this PIN is refused: ") + why); };
    const bool digits = std::ranges::all_of(pin, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || pin.size() != pin_digits) return no("it must be six digits");
    if (pin == "246810" || pin == "135790" || pin == "135791") return no("it is the first that comes to mind");
    if (runs(pin, 1) || runs(pin, -1) || doubled_run(pin)) return no("its digits run in order");
    if (repeats(pin)) return no("it repeats itself");
    if (begins_with_a_day(pin)) return no("it is a date, and birthdays are tried first");
    return Done{};
}

Result<> good_badge(std::string_view badge) {
    const bool letters = std::ranges::all_of(badge, [](char c) { return c > ' ' && c <= '~'; });
    if (badge.size() < 6 || badge.size() > 64 || !letters)
        return fail(Fault::Refused,
                    "this badge is refused: it must be 6 to 64 letters, digits or signs, as the scanner types them");
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    constexpr std::size_t cpr_digits = 10;
    if (badge.size() == cpr_digits && std::ranges::all_of(badge, is_digit) && begins_with_a_day(badge))
        return fail(Fault::Refused, "this badge is refused: it looks like somebody's CPR number");
    if (std::ranges::all_of(badge, [&](char c) { return c == badge.front(); }))
        return fail(Fault::Refused, "this badge is refused: it is one sign again and again");
    return Done{};
}

int unit_person(const std::filesystem::path& file, const NewPerson& person, std::istream& in, std::ostream& out,
                std::ostream& err, const Typing& typing) {
    std::string badge;
    out << "Scan the badge (or type it, and Enter), then type the PIN and Enter.\n" << std::flush;
    std::getline(in, badge);
    if (!badge.empty() && badge.back() == '\r') badge.pop_back();
    auto pin = typed_secret(in, out, typing.terminal);
    const auto added = pin ? add(file, person, badge, *pin, typing.cost) : Result<>(pin.error());
    if (pin) seal::wipe(*pin);
    if (!added) {
        err << added.error().what << "; " << file.string() << " is as it was\n";
        return 1;
    }
    out << person.name << " (" << person.id << ") stands in " << file.string()
        << " now. Count up its version, then: kioskctl unit build\n";
    return 0;
}

}  // namespace aaben::kioskctl
