// The staff's door: badge and PIN; and the one-time code of a kiosk that nobody can sign in to yet.
#include <algorithm>

#include "flow/turn.hpp"

namespace aaben::flow {

namespace {

// After so long without a try the row is forgotten. Whoever waits for that gets fewer tries a day (nine in four hours)
// than whoever goes on at the longest pause (sixteen in four hours).
constexpr std::int64_t forgotten_after_ms = std::int64_t{4} * 3'600'000;

// Before the answer is known: leaving with 'Tilbage' or pulling the plug takes no try back. The longest pause is short
// enough that somebody who found a colleague's badge keeps nobody from their work for longer than a quarter of an hour,
// and only at this glass.
void count_try(Turn& t, const std::string& caseworker) {
    Lockout& lockout = t.m.lockouts[caseworker];
    if (t.at.mono_ms - lockout.last_ms >= forgotten_after_ms) lockout.tries = 0;
    lockout.last_ms = t.at.mono_ms;
    lockout.until_ms = t.at.mono_ms + lockout_ms(++lockout.tries);
}

bool is_locked(const Turn& t, const std::string& caseworker) {
    const auto lockout = t.m.lockouts.find(caseworker);
    return lockout != t.m.lockouts.end() && t.at.mono_ms < lockout->second.until_ms;
}

}  // namespace

std::int64_t lockout_ms(int tries) {
    constexpr std::int64_t first_ms = 30'000, most_ms = 900'000;
    if (tries < 3) return 0;
    return std::min(most_ms, first_ms << std::min(tries - 3, 12));
}

// A right PIN ends the row, also when its screen was left before the answer.
void on_pin_checked(Turn& t, const PinChecked& checked) {
    const auto lockout = t.m.lockouts.find(checked.caseworker);
    if (checked.answer == PinAnswer::Wrong || lockout == t.m.lockouts.end()) return;
    if (checked.answer == PinAnswer::Right || --lockout->second.tries <= 0)
        t.m.lockouts.erase(lockout);
    else
        lockout->second.until_ms = t.at.mono_ms;
    t.emit(KeepTries{});
}

// A restart begins the pause anew: a switch for the mains shortens none, and the clock on the wall, which may be wrong
// after it, has no say.
void on_tries_remembered(Turn& t, const TriesRemembered& remembered) {
    for (const auto& [caseworker, tries] : remembered.tries)
        t.m.lockouts[caseworker] = {tries, t.at.mono_ms + lockout_ms(tries), t.at.mono_ms};
}

void open_door(Turn& t, DoorScreen screen) {
    t.forget_citizen();
    t.m.door = Door{std::move(screen), t.at.mono_ms};
}

void door_side(Turn& t, const Message& message) {
    Door& door = *t.m.door;
    if (!is<BackTouched>(message)) return std::visit([&](auto& screen) { update(screen, message, t); }, door.screen);
    if (is<EnrolScreen>(door.screen))
        door.screen = BadgeScreen{};
    else
        t.m.door.reset();
}

void update(BadgeScreen& s, const Message& message, Turn& t) {
    if (is<EnrolTouched>(message) && !t.m.sync.enrolled) {
        t.m.door->screen = EnrolScreen{};
        return;
    }
    if (const auto* scanned = std::get_if<Scanned>(&message)) {
        if (s.checking || t.m.roster.people.empty()) return;  // nobody can be known yet; the glass says so
        s.checking = true;
        t.emit(CheckBadge{scanned->text});
    }
    const auto* checked = std::get_if<BadgeChecked>(&message);
    if (!checked) return;
    if (checked->caseworker.empty())
        s = BadgeScreen{.unknown = true};
    else if (badge_is_enough(t.m, checked->caseworker))
        unlock(t, checked->caseworker);
    else
        t.m.door->screen = PinScreen{.caseworker = checked->caseworker, .badge = checked->badge};
}

void update(PinScreen& s, const Message& message, Turn& t) {
    if (const auto* checked = std::get_if<PinChecked>(&message)) {
        if (!s.checking || checked->check != s.check) return;
        s.checking = false, s.digits = 0;
        s.wrong = checked->answer == PinAnswer::Wrong, s.unchecked = checked->answer == PinAnswer::Unchecked;
        t.m.pins.erase(checked->caseworker);
        if (checked->answer != PinAnswer::Right || !person(t.m, checked->caseworker)) return;
        t.m.pins[checked->caseworker] = t.at.mono_ms;
        unlock(t, checked->caseworker);
        return;
    }
    if (s.checking) return;
    // Somebody else's badge: their PIN must not count against who scanned before.
    if (const auto* scanned = std::get_if<Scanned>(&message)) return t.emit(CheckBadge{scanned->text});
    if (const auto* known = std::get_if<BadgeChecked>(&message)) {
        if (known->caseworker.empty() || known->caseworker == s.caseworker) return;
        if (badge_is_enough(t.m, known->caseworker)) return unlock(t, known->caseworker);
        t.m.door->screen = PinScreen{.caseworker = known->caseworker, .badge = known->badge};
        return;
    }
    if (is<EraseTouched>(message)) erase_key(s.pin);
    if (const std::string* digit = digit_of(message); digit && !is_locked(t, s.caseworker)) {
        s.wrong = s.unchecked = false;
        s.pin += *digit;
    }
    s.digits = static_cast<int>(s.pin.size());
    if (s.digits < pin_digits) return;
    s.checking = true, s.check = ++t.m.last_check;
    count_try(t, s.caseworker);
    t.emit(CheckPin{s.caseworker, s.pin, s.badge, s.check});
    s.pin.clear();
}

void update(EnrolScreen& s, const Message& message, Turn& t) {
    const auto* scanned = std::get_if<Scanned>(&message);
    const bool typed = is<NextTouched>(message) && !s.code.empty();
    if ((scanned || typed) && !s.asking) {
        s.asking = true;
        return t.emit(AskEnrolment{scanned ? scanned->text : s.code});
    }
    if (const auto* asked = std::get_if<EnrolmentAsked>(&message)) {
        s.wrong = !asked->is_code, s.sent = asked->is_code, s.asking = false;
        if (asked->is_code) s.code.clear();
        return;
    }
    if (is<SyncSeen>(message)) {
        if (t.m.sync.code_refused && s.sent) s.sent = false, s.wrong = true;
        if (t.m.sync.enrolled) t.m.door->screen = BadgeScreen{};
        return;
    }
    if (is<KeyTouched>(message)) s.wrong = false;
    type_into(s.code, message, enrol_code_max);
}

}  // namespace aaben::flow
