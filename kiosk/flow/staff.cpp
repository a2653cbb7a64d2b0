// The staff side: shift, queue, calling, conversation. Locked after 90 s without a touch; the draft stays.
#include <algorithm>

#include "flow/turn.hpp"

namespace aaben::flow {
namespace {

StaffScreen screen_with(const visit::Visit& ours) {
    if (ours.state == visit::State::Called) return StaffCallScreen{ours.id};
    return StaffConversationScreen{ours.id};
}

// An act on a visit, which 'Fortryd sidste' then takes back.
void save_for(Turn& t, const std::string& visit, Then then, visit::Act act) {
    t.m.staff->draft.last_visit = visit;
    t.save(then, std::move(act));
}

void call(Turn& t, const std::string& visit) {
    const visit::ShiftId shift = shift_of_staff(t.m);
    if (!shift.empty()) save_for(t, visit, Then::Calling, visit::Called{visit, shift});
}

// Opening the notes acknowledges the answers among them; the journal keeps one acknowledgement a call-back.
void acknowledge_answers(Turn& t) {
    for (const Note& note : t.m.staff->notes)
        if (note.kind == NoteKind::Answer) t.save(Then::Nothing, visit::CallbackAnswered{note.ref});
}

void go_back(Staff& s) {
    if (s.back.empty()) return;
    s.screen = std::move(s.back.back());
    s.back.pop_back();
}

// They may arrive when the glass belongs to someone else: then they are dropped.
void take_notes(Turn& t, const NotesOpened& opened) {
    Staff& s = *t.m.staff;
    if (s.caseworker != opened.caseworker || s.notes == opened.notes) return;
    s.notes = opened.notes;
    if (is<StaffNotesScreen>(s.screen)) acknowledge_answers(t);  // they came while the notes were open
}

void undo(Turn& t, const std::string& visit) {
    if (!visit.empty()) t.save(Then::Undone, visit::Undone{visit});
}

// Where the visit stands after the staff's last act on it was taken back.
void show_undone(Turn& t, const std::string& visit) {
    const visit::Visit* v = visit::find(t.m.unit, visit);
    const bool ours = v && !v->shift.empty() && v->shift == shift_of_staff(t.m);
    t.m.staff->draft.last_visit.clear();
    t.replace(ours ? screen_with(*v) : StaffQueueScreen{});
}

void update_shift(const Message& message, Turn& t) {
    const std::string& who = t.m.staff->caseworker;
    const visit::Shift* shift = visit::shift_of(t.m.unit, who);
    if (!shift) {
        if (is<StartShiftTouched>(message)) t.save(Then::Nothing, visit::ShiftStarted{t.at.fresh_id, who});
        return;
    }
    if (is<EndShiftTouched>(message))
        t.save(Then::ShiftEnded, visit::ShiftEnded{shift->id, t.m.sync.visits_today, t.m.sync.receipts_today});
    if (is<BreakTouched>(message) && shift->on_break) t.save(Then::Nothing, visit::BreakEnded{shift->id});
    if (is<BreakTouched>(message) && !shift->on_break) t.save(Then::Nothing, visit::BreakStarted{shift->id});
    if (is<AlarmTouched>(message) && !own_alarm(t.m) && !waits_for(t.m, Then::AlarmRaised))
        t.save(Then::AlarmRaised, visit::AlarmRaised{t.at.fresh_id, shift->id});
}

}  // namespace

// A visit that this caseworker called or talks with comes first, whatever was on the glass before.
void unlock(Turn& t, const std::string& caseworker) {
    Staff staff;
    staff.caseworker = caseworker;
    staff.touched_ms = t.at.mono_ms;
    if (const auto draft = t.m.drafts.extract(caseworker)) staff.draft = draft.mapped();
    const visit::Shift* shift = visit::shift_of(t.m.unit, caseworker);
    for (const visit::Visit& each : t.m.unit.visits)
        if (shift && each.shift == shift->id) staff.screen = screen_with(each);
    t.m.door.reset();
    t.forget_citizen();
    t.m.staff = std::move(staff);
}

void lock(Turn& t) {
    Staff& s = *t.m.staff;
    if (!s.notes.empty()) t.emit(ForgetPictures{});  // their words leave the picture's memory too
    if (!is<ShiftEndedScreen>(s.screen)) t.m.drafts[s.caseworker] = s.draft;
    t.m.staff.reset();
    t.m.citizen = Citizen{};
    t.m.citizen.touched_ms = t.at.mono_ms;
}

void staff_side(Turn& t, const Message& message) {
    Staff& s = *t.m.staff;
    if (is<LockTouched>(message)) return lock(t);
    if (const auto* opened = std::get_if<NotesOpened>(&message)) return take_notes(t, *opened);
    if (is<BackTouched>(message)) return go_back(s);
    std::visit([&](auto& screen) { update(screen, message, t); }, s.screen);
}

void update(StaffQueueScreen&, const Message& message, Turn& t) {
    Staff& s = *t.m.staff;
    turn_page(s.draft.queue_page, message);
    update_shift(message, t);
    if (const auto* help = std::get_if<HelpAnsweredTouched>(&message))
        t.save(Then::Nothing, visit::HelpAnswered{help->help, shift_of_staff(t.m)});
    if (const auto* ended = std::get_if<AlarmEndedTouched>(&message))
        t.save(Then::Nothing, visit::AlarmEnded{ended->alarm});
    if (is<UndoTouched>(message)) undo(t, s.draft.last_visit);
    if (const auto* called = std::get_if<CallTouched>(&message)) call(t, called->visit);
    if (is<SyncTouched>(message)) return t.go(StaffSyncScreen{});
    if (is<NotesTouched>(message) && !s.notes.empty()) {
        acknowledge_answers(t);
        return t.go(StaffNotesScreen{});
    }
    const auto* seen = std::get_if<VisitTouched>(&message);
    if (seen && visit::find(t.m.unit, seen->visit)) t.go(StaffVisitScreen{seen->visit});
}

void update(StaffVisitScreen& s, const Message& message, Turn& t) {
    if (is<CallTouched>(message)) call(t, s.visit);
    if (is<ParkTouched>(message)) save_for(t, s.visit, Then::Queue, visit::Parked{s.visit});
    if (is<UnparkTouched>(message)) save_for(t, s.visit, Then::Queue, visit::Unparked{s.visit});
    if (const auto* set = std::get_if<PriorityTouched>(&message))
        save_for(t, s.visit, Then::Nothing, visit::PrioritySet{s.visit, set->priority});
    if (is<TransferTouched>(message)) return t.go(StaffTransferScreen{s.visit});
    if (is<MergeTouched>(message)) t.go(StaffMergeScreen{s.visit});
}

void update(StaffTransferScreen& s, const Message& message, Turn& t) {
    turn_page(s.page, message);
    if (const auto* to = std::get_if<PersonTouched>(&message); to && person(t.m, to->caseworker))
        save_for(t, s.visit, Then::Queue, visit::Transferred{s.visit, to->caseworker});
}

void update(StaffMergeScreen& s, const Message& message, Turn& t) {
    turn_page(s.page, message);
    if (const auto* same = std::get_if<SignTouched>(&message); same && visit::find(t.m.unit, same->visit))
        t.save(Then::Queue, visit::Merged{same->visit, s.visit});
}

void update(StaffCallScreen& s, const Message& message, Turn& t) {
    if (is<StartConversationTouched>(message))
        save_for(t, s.visit, Then::Talking, visit::ConversationStarted{s.visit, shift_of_staff(t.m)});
    if (is<MissedTouched>(message)) save_for(t, s.visit, Then::Queue, visit::CallMissed{s.visit});
    if (is<UndoTouched>(message)) undo(t, s.visit);
}

void update(StaffConversationScreen& s, const Message& message, Turn& t) {
    if (is<ParkTouched>(message)) save_for(t, s.visit, Then::Queue, visit::Parked{s.visit});
    if (is<TransferTouched>(message)) return t.go(StaffTransferScreen{s.visit});
    if (is<EndConversationTouched>(message)) t.go(StaffOutcomeScreen{s.visit});
}

void update(StaffOutcomeScreen& s, const Message& message, Turn& t) {
    if (const auto* ended = std::get_if<OutcomeTouched>(&message))
        save_for(t, s.visit, Then::ConversationEnded, visit::ConversationEnded{s.visit, ended->outcome});
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

void update(ShiftEndedScreen&, const Message& message, Turn& t) {
    if (is<DoneTouched>(message)) lock(t);
}

void on_staff_saved(Turn& t, const Pending& pending) {
    if (!t.m.staff) return;
    if (const auto* called = std::get_if<visit::Called>(&pending.act); called && pending.then == Then::Calling)
        t.replace(StaffCallScreen{called->visit});
    if (const auto* talk = std::get_if<visit::ConversationStarted>(&pending.act); talk && pending.then == Then::Talking)
        t.replace(StaffConversationScreen{talk->visit});
    if (const auto* over = std::get_if<visit::ShiftEnded>(&pending.act); over && pending.then == Then::ShiftEnded)
        t.replace(ShiftEndedScreen{over->visits, over->receipts});
    if (const auto* undone = std::get_if<visit::Undone>(&pending.act); undone && pending.then == Then::Undone)
        show_undone(t, undone->visit);
    if (pending.then == Then::Queue) t.replace(StaffQueueScreen{});
    if (pending.then != Then::ConversationEnded) return;
    lock(t);  // the glass is turned to the citizen: two touches, anonymous
    t.m.citizen.screen = FacesScreen{};
}

}  // namespace aaben::flow
