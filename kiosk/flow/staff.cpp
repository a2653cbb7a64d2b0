// The staff side: shift, queue, calling, conversation. Locked after 90 s without a touch; the draft stays.
#include <algorithm>
#include <utility>

#include "flow/turn.hpp"

namespace aaben::flow {
namespace {

StaffScreen screen_with(const visit::Visit& ours) {
    if (ours.state == visit::State::Called) return StaffCallScreen{ours.id, true};
    return StaffConversationScreen{ours.id};
}

void call(Turn& t, const std::string& visit) {
    const visit::ShiftId shift = shift_of_staff(t.m);
    if (!shift.empty()) t.save(Then::Calling, visit::Called{visit, shift});
}

// In a break it is asked first: whoever is called expects somebody who stays.
void call_or_ask(Turn& t, const std::string& visit) {
    const visit::Shift* shift = visit::shift_of(t.m.unit, t.m.staff->caseworker);
    if (shift && shift->on_break)
        return t.go(StaffAskScreen{.about = StaffAskScreen::About::CallInBreak, .visit = visit});
    call(t, visit);
}

void end_shift(Turn& t) {
    const visit::ShiftId shift = shift_of_staff(t.m);
    if (shift.empty()) return;
    t.save(Then::ShiftEnded, visit::ShiftEnded{shift, t.m.sync.visits_today, t.m.sync.receipts_today});
}

// The next shift begins with the PIN.
void forget_pins(Turn& t) {
    std::erase_if(t.m.pins, [&](const auto& pin) { return !visit::shift_of(t.m.unit, pin.first); });
}

bool leaves_somebody(const visit::Unit& unit) {
    return !visit::queue(unit).empty() || !unit.help.empty() || !unit.alarms.empty();
}

// Who opened what of a citizen's is written down, for whoever asks the municipality one day.
void log_access(Turn& t, visit::Opened what, const std::string& ref) {
    t.save(Then::Nothing, visit::Accessed{t.m.staff->caseworker, what, ref});
}

void open_visit(Turn& t, const visit::VisitId& visit) {
    log_access(t, visit::Opened::Visit, visit);
    t.go(StaffVisitScreen{visit});
}

// What is read is logged, and the answers among it are acknowledged; the journal keeps one acknowledgement a call-back.
void read_notes(Turn& t, const std::vector<Note>& read_before = {}) {
    for (const Note& note : t.m.staff->notes)
        if (std::ranges::find(read_before, note) == read_before.end()) log_access(t, visit::Opened::Note, note.ref);
    for (const Note& note : t.m.staff->notes)
        if (note.kind == NoteKind::Answer) t.save(Then::Nothing, visit::CallbackAnswered{note.ref});
}

// They may arrive when the glass belongs to someone else: then they are dropped.
void take_notes(Turn& t, const NotesOpened& opened) {
    Staff& s = *t.m.staff;
    if (s.caseworker != opened.caseworker || s.notes == opened.notes) return;
    const std::vector<Note> before = std::exchange(s.notes, opened.notes);
    if (is<StaffNotesScreen>(s.screen)) read_notes(t, before);  // they came while the notes were open
}

void open_notes(Turn& t) {
    read_notes(t);
    t.go(StaffNotesScreen{});
}

void undo_last(Turn& t) {
    const std::optional<visit::Act>& last = t.m.staff->draft.last;
    if (last) t.save(Then::Undone, visit::Undone{*visit_of_undoable(*last)});
}

// Where the visit stands after the staff's last act on it was taken back.
void show_undone(Turn& t, const std::string& visit) {
    const visit::Visit* v = visit::find(t.m.unit, visit);
    const bool ours = v && !v->shift.empty() && v->shift == shift_of_staff(t.m);
    t.m.staff->draft.last.reset();
    t.replace(ours ? screen_with(*v) : StaffQueueScreen{});
    if (ours && v->state == visit::State::InConversation) open_record(t, *v);
}

void update_shift(const Message& message, Turn& t) {
    const std::string& who = t.m.staff->caseworker;
    const visit::Shift* shift = visit::shift_of(t.m.unit, who);
    if (!shift) {
        if (is<StartShiftTouched>(message)) t.save(Then::Nothing, visit::ShiftStarted{t.at.fresh_id, who});
        return;
    }
    if (is<BreakTouched>(message) && shift->on_break) t.save(Then::Nothing, visit::BreakEnded{shift->id});
    if (is<BreakTouched>(message) && !shift->on_break) t.save(Then::Nothing, visit::BreakStarted{shift->id});
    if (!is<EndShiftTouched>(message)) return;
    if (leaves_somebody(t.m.unit)) return t.go(StaffAskScreen{.about = StaffAskScreen::About::EndShift});
    end_shift(t);
}

}  // namespace

void go_back(Staff& s) {
    if (s.back.empty()) return;
    s.screen = std::move(s.back.back());
    s.back.pop_back();
}

// A visit that this caseworker called or talks with comes first, whatever was on the glass before.
void unlock(Turn& t, const std::string& caseworker) {
    Staff staff;
    staff.caseworker = caseworker;
    staff.touched_ms = t.at.mono_ms;
    if (const auto draft = t.m.drafts.extract(caseworker)) staff.draft = draft.mapped();
    const visit::Shift* shift = visit::shift_of(t.m.unit, caseworker);
    const visit::Visit* talks_with = nullptr;
    for (const visit::Visit& each : t.m.unit.visits)
        if (shift && each.shift == shift->id) {
            staff.screen = screen_with(each);
            if (each.state == visit::State::InConversation) talks_with = &each;
        }
    t.m.door.reset();
    t.forget_citizen();
    t.m.staff = std::move(staff);
    if (talks_with) open_record(t, *talks_with);
}

void lock(Turn& t) {
    Staff& s = *t.m.staff;
    keep_typed(t);
    if (!s.notes.empty() || !s.record.visit.empty())
        t.emit(ForgetPictures{});  // their words leave the picture's memory too
    if (!is<ShiftEndedScreen>(s.screen)) t.m.drafts[s.caseworker] = s.draft;
    t.m.staff.reset();
    t.m.citizen = Citizen{};
    t.m.citizen.touched_ms = t.at.mono_ms;
}

void close_to_strangers(Turn& t) {
    if (t.m.staff && !person(t.m, t.m.staff->caseworker)) lock(t);
    if (!t.m.door) return;
    const auto* pin = std::get_if<PinScreen>(&t.m.door->screen);
    if (pin && !person(t.m, pin->caseworker)) t.m.door->screen = BadgeScreen{.unknown = true};
}

// What cannot wait for the queue: it stands on every screen of the staff.
void update_alerts(Turn& t, const Message& message) {
    const visit::ShiftId shift = shift_of_staff(t.m);
    if (is<AlarmTouched>(message) && !shift.empty() && !own_alarm(t.m) && !waits_for(t.m, Then::AlarmRaised))
        t.save(Then::AlarmRaised, visit::AlarmRaised{t.at.fresh_id, shift});
    if (is<HelpAnsweredTouched>(message))
        for (const visit::OpenHelp& help : t.m.unit.help) t.save(Then::Nothing, visit::HelpAnswered{help.id, shift});
    if (const auto* ended = std::get_if<AlarmEndedTouched>(&message))
        t.save(Then::Nothing, visit::AlarmEnded{ended->alarm});
}

void staff_side(Turn& t, const Message& message) {
    Staff& s = *t.m.staff;
    if (is<LockTouched>(message)) return lock(t);
    if (const auto* opened = std::get_if<NotesOpened>(&message)) return take_notes(t, *opened);
    if (const auto* opened = std::get_if<RecordOpened>(&message)) return on_record_opened(t, *opened);
    if (is<BackTouched>(message)) {
        keep_typed(t);
        return go_back(s);
    }
    update_alerts(t, message);
    std::visit([&](auto& screen) { update(screen, message, t); }, s.screen);
}

void update(StaffQueueScreen& queue, const Message& message, Turn& t) {
    Staff& s = *t.m.staff;
    turn_page(queue.page, message);
    if (is<UndoTouched>(message)) undo_last(t);
    if (const auto* called = std::get_if<CallTouched>(&message)) return call_or_ask(t, called->visit);
    if (const auto* back = std::get_if<UnparkTouched>(&message)) t.save(Then::Nothing, visit::Unparked{back->visit});
    if (is<SyncTouched>(message)) return t.go(StaffSyncScreen{});
    if (is<NotesTouched>(message) && !s.notes.empty()) return open_notes(t);
    if (is<DayTouched>(message)) return t.go(StaffDayScreen{});
    const auto* seen = std::get_if<VisitTouched>(&message);
    if (seen && visit::find(t.m.unit, seen->visit)) return open_visit(t, seen->visit);
    update_shift(message, t);
}

void update(StaffVisitScreen& s, const Message& message, Turn& t) {
    if (is<GuidanceTouched>(message)) return t.go(StaffGuidanceScreen{});
    if (is<CallTouched>(message)) return call_or_ask(t, s.visit);
    if (is<ParkTouched>(message)) t.save(Then::Queue, visit::Parked{s.visit});
    if (is<UnparkTouched>(message)) t.save(Then::Queue, visit::Unparked{s.visit});
    if (const auto* set = std::get_if<PriorityTouched>(&message))
        t.save(Then::Nothing, visit::PrioritySet{s.visit, set->priority});
    if (is<TransferTouched>(message)) return t.go(StaffTransferScreen{s.visit});
    if (is<EndConversationTouched>(message)) return t.go(StaffOutcomeScreen{s.visit});
    if (is<MergeTouched>(message)) t.go(StaffMergeScreen{s.visit});
}

void update(StaffTransferScreen& s, const Message& message, Turn& t) {
    if (is<GuidanceTouched>(message)) return t.go(StaffGuidanceScreen{});
    turn_page(s.page, message);
    if (const auto* to = std::get_if<PersonTouched>(&message); to && person(t.m, to->caseworker))
        t.save(Then::Queue, visit::Transferred{s.visit, to->caseworker});
}

void update(StaffMergeScreen& s, const Message& message, Turn& t) {
    if (is<GuidanceTouched>(message)) return t.go(StaffGuidanceScreen{});
    turn_page(s.page, message);
    if (const auto* same = std::get_if<SignTouched>(&message); same && visit::find(t.m.unit, same->visit))
        t.go(StaffAskScreen{.about = StaffAskScreen::About::Merge, .visit = s.visit, .other = same->visit});
}

void update(StaffAskScreen& s, const Message& message, Turn& t) {
    using enum StaffAskScreen::About;
    if (s.about == EndShift && is<EndShiftTouched>(message)) end_shift(t);
    if (s.about == Merge && is<SignTouched>(message)) t.save(Then::Queue, visit::Merged{s.other, s.visit});
    if (s.about != CallInBreak || !is<CallTouched>(message)) return;
    const visit::Shift* shift = visit::shift_of(t.m.unit, t.m.staff->caseworker);
    if (shift && shift->on_break) t.save(Then::Nothing, visit::BreakEnded{shift->id});
    call(t, s.visit);
}

void update(StaffCallScreen& s, const Message& message, Turn& t) {
    if (is<StartConversationTouched>(message))
        t.save(Then::Talking, visit::ConversationStarted{s.visit, shift_of_staff(t.m)});
    if (is<MissedTouched>(message) && s.came_back) t.save(Then::Queue, visit::CallMissed{s.visit});
    if (is<UndoTouched>(message)) t.save(Then::Undone, visit::Undone{s.visit});
}

void update(StaffConversationScreen& s, const Message& message, Turn& t) {
    if (is<GuidanceTouched>(message)) return t.go(StaffGuidanceScreen{});
    if (is<ParkTouched>(message)) t.save(Then::Queue, visit::Parked{s.visit});
    if (is<TransferTouched>(message)) return t.go(StaffTransferScreen{s.visit});
    if (is<RecordTouched>(message)) return t.go(StaffRecordScreen{s.visit});
    if (is<EndConversationTouched>(message)) t.go(StaffOutcomeScreen{s.visit});
}

void update(StaffOutcomeScreen& s, const Message& message, Turn& t) {
    const auto* ended = std::get_if<OutcomeTouched>(&message);
    if (!ended) return;
    // Of a colleague's conversation nobody sits here who could be asked how it was.
    const visit::Visit* v = visit::find(t.m.unit, s.visit);
    const bool own = v && v->shift == shift_of_staff(t.m);
    t.save(own ? Then::ConversationEnded : Then::Queue, visit::ConversationEnded{s.visit, ended->outcome});
}

void update(StaffSyncScreen& s, const Message& message, Turn& t) {
    turn_page(s.page, message);
    if (const auto* again = std::get_if<ResendTouched>(&message))
        t.save(Then::Nothing, visit::ResendAsked{again->entry});
    if (is<EnrolTouched>(message)) t.go(StaffEnrolScreen{});
}

void update(StaffEnrolScreen& s, const Message& message, Turn& t) {
    type_into(s.typed, message, enrol_code_max);
    if (!is<NextTouched>(message) || s.typed.empty()) return;
    t.emit(AskEnrolment{s.typed});
    go_back(*t.m.staff);
}

void update(StaffNotesScreen& s, const Message& message, Turn&) {
    turn_page(s.page, message);
}

void update(StaffDayScreen&, const Message& message, Turn& t) {
    if (is<ClosingTouched>(message) && !shift_of_staff(t.m).empty()) return t.go(StaffClosingScreen{});
    if (is<GuidanceTouched>(message)) t.go(StaffGuidanceScreen{});
}

void update(StaffClosingScreen&, const Message& message, Turn& t) {
    const auto* picked = std::get_if<ClosingPicked>(&message);
    const visit::ShiftId shift = shift_of_staff(t.m);
    if (!picked || shift.empty()) return;
    t.save(Then::ClosingSet, visit::ClosingSet{shift, local_now(t.m).date, picked->until});
}

void update(StaffGuidanceScreen& s, const Message& message, Turn& t) {
    turn_page(s.page, message);
    if (const auto* picked = std::get_if<GuidancePicked>(&message)) {
        if (s.asks) return void(s.asks = false);
        t.go(StaffGuidanceScreen{.topic = picked->topic, .asks = picked->alone});
    }
}

void update(ShiftEndedScreen&, const Message& message, Turn& t) {
    if (is<DoneTouched>(message)) lock(t);
}

void on_staff_saved(Turn& t, const Pending& pending) {
    if (is<visit::ShiftEnded>(pending.act)) forget_pins(t);
    if (!t.m.staff) return;
    if (visit_of_undoable(pending.act)) t.m.staff->draft.last = pending.act;
    if (const auto* called = std::get_if<visit::Called>(&pending.act); called && pending.then == Then::Calling)
        t.replace(StaffCallScreen{called->visit});
    if (const auto* talk = std::get_if<visit::ConversationStarted>(&pending.act);
        talk && pending.then == Then::Talking) {
        t.replace(StaffConversationScreen{talk->visit});
        if (const visit::Visit* v = visit::find(t.m.unit, talk->visit)) open_record(t, *v);
    }
    if (const auto* written = std::get_if<visit::ConversationRecorded>(&pending.act)) on_record_saved(t, *written);
    if (const auto* over = std::get_if<visit::ShiftEnded>(&pending.act); over && pending.then == Then::ShiftEnded)
        t.replace(ShiftEndedScreen{over->visits, over->receipts});
    if (const auto* undone = std::get_if<visit::Undone>(&pending.act); undone && pending.then == Then::Undone)
        show_undone(t, undone->visit);
    // The day is shown again when it says the new time.
    if (pending.then == Then::ClosingSet && is<StaffClosingScreen>(t.m.staff->screen)) go_back(*t.m.staff);
    if (pending.then == Then::Queue) t.replace(StaffQueueScreen{});
    if (pending.then != Then::ConversationEnded) return;
    lock(t);  // the glass is turned to the citizen: two touches, anonymous
    t.m.citizen.screen = FacesScreen{};
}

}  // namespace aaben::flow
