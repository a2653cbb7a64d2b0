#include "flow/update.hpp"

#include <algorithm>

#include "flow/turn.hpp"

namespace aaben::flow {
namespace {

template <class T, class... Ts>
constexpr bool is_one_of = (std::is_same_v<T, Ts> || ...);

// Messages of the machine are no sign of life; all others are a finger's.
template <class T>
constexpr bool from_machine =
    is_one_of<T, Ticked, CodeKnown, BadgeChecked, PinChecked, TriesRemembered, NotesOpened, IdentityChecked, Saved,
              SaveFailed, RecordOpened, UnitSeen, SyncSeen, RosterSeen, HoursSeen, HelpCallsSeen, TroubleSeen,
              ClockSeen, EnrolmentAsked, DevicesSeen, PrinterSeen, SlipPrinted, VoiceSeen, Spoken, LetterSeen,
              LetterRead>;

void touched(Turn& t) {
    if (t.m.staff)
        t.m.staff->touched_ms = t.at.mono_ms;
    else if (t.m.door)
        t.m.door->touched_ms = t.at.mono_ms;
    else
        t.m.citizen.touched_ms = t.at.mono_ms, t.m.citizen.still_there = false;
}

void saves_again(Turn& t) {
    if (cannot_save(t.m.trouble)) t.m.trouble = Trouble::None;
}

// The pending that an answer belongs to; none when it was for nobody.
std::optional<Pending> answered(Turn& t, PendingId id) {
    const auto at = std::ranges::find(t.m.pending, id, &Pending::id);
    if (at == t.m.pending.end()) return std::nullopt;
    Pending pending = std::move(*at);
    t.m.pending.erase(at);
    return pending;
}

// What is learned from a message whoever stands at the glass; from most of them nothing.
template <class M>
void learn(Turn&, const M&) {}

// What the visits that ended were about is counted here: nobody else will have their choices again.
void take_unit(Turn& t, const visit::Unit& unit) {
    DayTally& tally = t.m.tally;
    if (tally.day != unit.day) {
        tally = {unit.day, {}, unit.ended.empty() ? WallMs{0} : t.at.wall_ms};
    } else {
        for (const visit::Visit& before : t.m.unit.visits) {
            const auto over =
                std::ranges::find(unit.ended, before.id, [](const auto& ended) { return ended.visit.id; });
            if (over != unit.ended.end() && over->ending != visit::Ending::Merged && before.choices.purpose)
                tally.purposes.at(static_cast<std::size_t>(*before.choices.purpose)) += 1;
        }
    }
    t.m.unit = unit;
}

void learn(Turn& t, const UnitSeen& msg) {
    saves_again(t);  // it comes from an open journal
    t.m.unit_known = true;
    take_unit(t, msg.unit);
}
void learn(Turn& t, const SyncSeen& msg) {
    t.m.sync = msg.sync;
}
void learn(Turn& t, const ClockSeen& msg) {
    t.m.today_known = msg.today_known;
    if (msg.step_ms != 0) t.save(Then::ClockCorrected, visit::ClockCorrected{msg.boot, msg.step_ms, msg.today_known});
}
void learn(Turn& t, const RosterSeen& msg) {
    // A kiosk whose lists were taken away still stands where it stands.
    std::string stands_in = std::move(t.m.roster.unit_name);
    t.m.roster = msg.roster;
    if (t.m.roster.unit_name.empty()) t.m.roster.unit_name = std::move(stands_in);
    close_to_strangers(t);
}
void learn(Turn& t, const HoursSeen& msg) {
    std::string phone = std::move(t.m.hours.main_phone);  // of the settings, or the last one known
    t.m.hours = msg.hours;
    if (t.m.hours.main_phone.empty()) t.m.hours.main_phone = std::move(phone);
}
void learn(Turn& t, const HelpCallsSeen& msg) {
    t.m.help_calls = msg.calls;
}
void learn(Turn& t, const TroubleSeen& msg) {
    t.m.trouble = msg.trouble;
    t.m.unit_known = true;  // as far as it will be
}
void learn(Turn& t, const VoiceSeen& msg) {
    t.m.has_voice = msg.speaks;
}
// Who listens does not touch: the time for that begins when it is silent again.
void learn(Turn& t, const Spoken&) {
    if (!t.m.staff && !t.m.door && !t.m.citizen.still_there) t.m.citizen.touched_ms = t.at.mono_ms;
}
void learn(Turn& t, const DevicesSeen& msg) {
    t.m.has_camera = msg.camera, t.m.printer = msg.printer, t.m.room_missing = msg.room_missing;
}
void learn(Turn& t, const PrinterSeen& msg) {
    t.m.printer = msg.printer;
    // Whose paper ran out behind their slip may ask for it again.
    if (msg.printer == Printer::Ready) return;
    for (Slip* slip : {&t.m.citizen.sign_slip, &t.m.citizen.letter.slip})
        if (*slip == Slip::Out) *slip = Slip::No;
}
void learn(Turn& t, const SlipPrinted& msg) {
    on_printed(t, msg.printer);
}
// Of the conversation that this answer ends: its choices are forgotten with it, and the citizen is asked in it.
std::string spoken_in(const Model& m, PendingId id) {
    const auto pending = std::ranges::find(m.pending, id, &Pending::id);
    const auto* ended = pending == m.pending.end() ? nullptr : std::get_if<visit::ConversationEnded>(&pending->act);
    const visit::Visit* visit = ended == nullptr ? nullptr : visit::find(m.unit, ended->visit);
    const bool known = visit != nullptr && std::ranges::find(m.languages, visit->choices.language) != m.languages.end();
    return known ? visit->choices.language : std::string{};
}
void learn(Turn& t, const Saved& msg) {
    const std::string spoken = spoken_in(t.m, msg.pending);
    take_unit(t, msg.unit);
    saves_again(t);
    const auto pending = answered(t, msg.pending);
    if (!pending) return;
    on_saved(t, *pending);
    on_staff_saved(t, *pending);
    if (is<FacesScreen>(t.m.citizen.screen) && !spoken.empty()) t.m.citizen.language = spoken;
}
void learn(Turn& t, const SaveFailed& msg) {
    if (msg.fault == Fault::DiskFull) t.m.trouble = Trouble::DiskFull;
    if (msg.fault == Fault::ReadOnly) t.m.trouble = Trouble::JournalReadOnly;
    if (const auto pending = answered(t, msg.pending)) on_save_failed(t, *pending);
}
void learn(Turn& t, const PinChecked& msg) {
    on_pin_checked(t, msg);
}
void learn(Turn& t, const TriesRemembered& msg) {
    on_tries_remembered(t, msg);
}
void learn(Turn& t, const LetterRead&) {
    // The citizen went on; what was read belongs to nobody now.
    if (!is<LetterCameraScreen>(t.m.citizen.screen)) t.emit(ForgetPictures{});
}

}  // namespace

Next update(Model model, const Message& message, const Moment& moment) {
    Turn turn{std::move(model), {}, moment};
    turn.m.now_ms = moment.wall_ms;
    turn.m.mono_ms = moment.mono_ms;
    // What time has ended is over before anything else happens; but a step of the clock ends nothing by itself.
    if (!is<ClockSeen>(message)) tick(turn);
    std::visit(
        [&]<class M>(const M& msg) {
            if constexpr (!from_machine<M>) touched(turn);
            learn(turn, msg);
        },
        message);
    if (turn.m.staff)
        staff_side(turn, message);
    else if (turn.m.door)
        door_side(turn, message);
    else
        citizen_side(turn, message);
    return {std::move(turn.m), std::move(turn.effects)};
}

}  // namespace aaben::flow
