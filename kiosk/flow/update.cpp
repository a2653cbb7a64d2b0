#include "flow/update.hpp"

#include <algorithm>

#include "flow/turn.hpp"
#include "language/utf8.hpp"

namespace aaben::flow {
namespace {

template <class T, class... Ts>
constexpr bool is_one_of = (std::is_same_v<T, Ts> || ...);

// Messages of the machine are no sign of life; all others are a finger's.
template <class T>
constexpr bool from_machine = is_one_of<T, Ticked, CodeKnown, BadgeChecked, PinChecked, NotesOpened, IdentityChecked,
                                        Saved, SaveFailed, UnitSeen, SyncSeen, RosterSeen, HoursSeen, TroubleSeen,
                                        ClockSeen, EnrolmentAsked, DevicesSeen, LetterSeen, LetterRead>;

bool citizen_waits(Then then) {
    return then == Then::CheckedIn || then == Then::Chosen || then == Then::Identified || then == Then::SignStatus ||
           then == Then::Left || then == Then::CallbackAsked;
}

}  // namespace

Next update(Model model, const Message& message, const Moment& moment) {
    Turn turn{std::move(model), {}, moment};
    turn.m.now_ms = moment.wall_ms;
    turn.m.mono_ms = moment.mono_ms;
    const std::string_view before = screen_name(turn.m);
    tick(turn);  // what time has ended is over before anything else happens
    std::visit(
        [&](const auto& msg) {
            using T = std::decay_t<decltype(msg)>;
            if constexpr (!from_machine<T>) {
                if (turn.m.staff)
                    turn.m.staff->touched_ms = moment.mono_ms;
                else if (turn.m.sign_in)
                    turn.m.sign_in->touched_ms = moment.mono_ms;
                else
                    turn.m.citizen.touched_ms = moment.mono_ms, turn.m.citizen.still_there = false;
            }
            on(turn, msg);
        },
        message);
    if (turn.m.staff && screen_name(turn.m) != before)
        turn.m.staff->list_page = 0;  // each list begins at its beginning
    return {std::move(turn.m), std::move(turn.effects)};
}

void Turn::go(CitizenScreen screen) {
    if (m.citizen.screen.index() == screen.index()) return;
    m.citizen.back.push_back(std::move(m.citizen.screen));
    m.citizen.screen = std::move(screen);
}

void Turn::replace(CitizenScreen screen) {
    m.citizen.back.clear();
    m.citizen.screen = std::move(screen);
}

void Turn::forget_citizen() {
    m.citizen = Citizen{};
    m.citizen.touched_ms = at.mono_ms;
    emit(StopCamera{});
    emit(ForgetPictures{});
}

void Turn::save(Then then, visit::Act act) {
    send(Pending{0, std::move(act), then});
}

void Turn::send(Pending pending) {
    pending.id = ++m.last_pending;
    emit(Save{pending.id, pending.act});
    m.pending.push_back(std::move(pending));
}

void type_key(std::string& typed, const std::string& key, std::size_t limit) {
    if (typed.size() + key.size() <= limit) typed += key;
}

void erase_key(std::string& typed) {
    typed.resize(language::without_last_point(typed).size());
}

void saves_again(Turn& t) {
    if (cannot_save(t.m.trouble)) t.m.trouble = Trouble::None;
}
void on(Turn& t, const UnitSeen& msg) {
    saves_again(t);  // it comes from an open journal
    t.m.unit = msg.unit;
}
void on(Turn& t, const SyncSeen& msg) {
    t.m.sync = msg.sync;
    if (!t.m.sign_in || !t.m.sign_in->enrolling) return;
    SignIn& door = *t.m.sign_in;
    if (t.m.sync.enrolled) door = open_door(door.touched_ms);
    if (t.m.sync.code_refused && door.code_sent) door.code_sent = false, door.code_wrong = true;
}
void on(Turn& t, const ClockSeen& msg) {
    t.m.today_known = msg.today_known;
}
void on(Turn& t, const RosterSeen& msg) {
    t.m.roster = msg.roster;
}
void on(Turn& t, const HoursSeen& msg) {
    t.m.hours = msg.hours;
}
void on(Turn& t, const TroubleSeen& msg) {
    t.m.trouble = msg.trouble;
}
void on(Turn& t, const DevicesSeen& msg) {
    t.m.has_camera = msg.camera, t.m.has_printer = msg.printer;
}
void on(Turn&, const Ticked&) {}

// The pending that an answer belongs to; none when it was for nobody.
std::optional<Pending> answered(Turn& t, PendingId id) {
    const auto at = std::ranges::find(t.m.pending, id, &Pending::id);
    if (at == t.m.pending.end()) return std::nullopt;
    Pending pending = std::move(*at);
    t.m.pending.erase(at);
    return pending;
}

void on(Turn& t, const Saved& msg) {
    t.m.unit = msg.unit;
    saves_again(t);
    const auto pending = answered(t, msg.pending);
    if (!pending) return;
    on_saved(t, *pending);
    on_staff_saved(t, *pending);
}

// Nothing was written. The glass says so and offers a person; the act stays, so that one touch sends it again.
void on(Turn& t, const SaveFailed& msg) {
    if (msg.fault == Fault::DiskFull) t.m.trouble = Trouble::DiskFull;
    if (msg.fault == Fault::ReadOnly) t.m.trouble = Trouble::JournalReadOnly;
    auto pending = answered(t, msg.pending);
    if (!pending) return;
    if (pending->then == Then::HelpAsked) t.m.citizen.help.clear();  // honest: it reached nobody
    if (!citizen_waits(pending->then) || !is<SavingScreen>(t.m.citizen.screen)) return;
    t.m.citizen.screen = SaveFailedScreen{};
    t.m.citizen.failed = std::move(pending);
}

void on(Turn& t, const LanguageTouched& msg) {
    if (std::ranges::find(t.m.languages, msg.language) == t.m.languages.end()) return;
    t.m.citizen.language = msg.language;
    if (!t.m.citizen.saved) t.m.citizen.choices.language = msg.language;
}

void on(Turn& t, const LargeTextTouched&) {
    t.m.citizen.large = !t.m.citizen.large;
}

void on(Turn& t, const KeyTouched& msg) {
    if (t.m.staff) {
        if (is<StaffEnrolScreen>(t.m.staff->screen)) type_key(t.m.staff->typed, msg.text, enrol_code_max);
        return;
    }
    if (t.m.sign_in && t.m.sign_in->enrolling) {
        t.m.sign_in->code_wrong = false;
        return type_key(t.m.sign_in->code, msg.text, enrol_code_max);
    }
    if (t.m.sign_in) {
        SignIn& s = *t.m.sign_in;
        const bool digit = msg.text.size() == 1 && msg.text[0] >= '0' && msg.text[0] <= '9';
        const Lockout lockout = t.m.lockouts[s.caseworker];
        if (s.caseworker.empty() || s.checking || !digit || t.at.mono_ms < lockout.until_ms) return;
        s.wrong_pin = false;
        s.pin += msg.text;
        s.pin_digits = static_cast<int>(s.pin.size());
        if (s.pin_digits == pin_digits) {
            s.checking = true;
            t.emit(CheckPin{s.caseworker, s.pin, s.badge});
            s.pin.clear();
        }
        return;
    }
    Citizen& c = t.m.citizen;
    const bool digit = msg.text.size() == 1 && msg.text[0] >= '0' && msg.text[0] <= '9';
    if (is<NameScreen>(c.screen)) type_key(c.typed, msg.text, 60);
    if (is<CallbackPhoneScreen>(c.screen) && digit) type_key(c.typed, msg.text, 8);
    if (is<IdentifyScreen>(c.screen) && digit) type_key(c.typed, msg.text, 10);
    if (is<LetterChooseScreen>(c.screen) && c.typing) type_key(c.typed, msg.text, 40), c.choose_page = 0;
}

void on(Turn& t, const EraseTouched&) {
    if (t.m.staff) return erase_key(t.m.staff->typed);
    if (t.m.sign_in && t.m.sign_in->enrolling) return erase_key(t.m.sign_in->code);
    if (t.m.sign_in) {
        if (t.m.sign_in->checking) return;
        erase_key(t.m.sign_in->pin);
        t.m.sign_in->pin_digits = static_cast<int>(t.m.sign_in->pin.size());
        return;
    }
    erase_key(t.m.citizen.typed);
}

void on(Turn& t, const PageTouched& msg) {
    Staff* staff = t.m.staff ? &*t.m.staff : nullptr;
    const bool queue = staff && is<StaffQueueScreen>(staff->screen);
    int& page = queue ? staff->queue_page : staff ? staff->list_page : t.m.citizen.choose_page;
    page = std::clamp(page + msg.step, 0, 99);
}

}  // namespace aaben::flow
