// The staff's door: badge and PIN; and the one-time code of a kiosk that nobody can sign in to yet.
#include <algorithm>

#include "flow/turn.hpp"

namespace aaben::flow {

std::int64_t lockout_ms(int wrong) {
    constexpr std::int64_t first_ms = 30'000, most_ms = 3'600'000;
    if (wrong < 3) return 0;
    return std::min(most_ms, first_ms << std::min(wrong - 3, 12));
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
    else
        t.m.door->screen = PinScreen{.caseworker = checked->caseworker, .badge = checked->badge};
}

void update(PinScreen& s, const Message& message, Turn& t) {
    Lockout& lockout = t.m.lockouts[s.caseworker];
    if (const auto* checked = std::get_if<PinChecked>(&message); checked && checked->caseworker == s.caseworker) {
        s.checking = false, s.digits = 0;
        s.wrong = !checked->right;
        lockout.wrong = checked->right ? 0 : lockout.wrong + 1;
        lockout.until_ms = checked->right ? MonoMs(0) : t.at.mono_ms + lockout_ms(lockout.wrong);
        if (checked->right) unlock(t, checked->caseworker);
        return;
    }
    if (s.checking) return;
    if (is<EraseTouched>(message)) erase_key(s.pin);
    if (const std::string* digit = digit_of(message); digit && t.at.mono_ms >= lockout.until_ms) {
        s.wrong = false;
        s.pin += *digit;
    }
    s.digits = static_cast<int>(s.pin.size());
    if (s.digits < pin_digits) return;
    s.checking = true;
    t.emit(CheckPin{s.caseworker, s.pin, s.badge});
    s.pin.clear();
}

void update(EnrolScreen& s, const Message& message, Turn& t) {
    if (const auto* scanned = std::get_if<Scanned>(&message)) return t.emit(AskEnrolment{scanned->text});
    if (is<NextTouched>(message) && !s.code.empty()) return t.emit(AskEnrolment{s.code});
    if (const auto* asked = std::get_if<EnrolmentAsked>(&message)) {
        s.wrong = !asked->is_code, s.sent = asked->is_code;
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
