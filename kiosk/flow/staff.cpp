// The staff side: badge, PIN, shift, calling, conversation. Locked after 90 s without a touch; the draft stays.
#include <algorithm>

#include "flow/turn.hpp"

namespace aaben::flow {
namespace {

StaffScreen screen_with(const visit::Visit& ours) {
    if (ours.state == visit::State::Called) return StaffCallScreen{};
    return StaffConversationScreen{};
}

void unlock(Turn& t, const std::string& caseworker) {
    t.m.sign_in.reset();
    t.forget_citizen();
    const auto draft = t.m.drafts.find(caseworker);
    Staff staff = draft != t.m.drafts.end() ? std::move(draft->second) : Staff{};
    if (draft != t.m.drafts.end()) t.m.drafts.erase(draft);
    staff.caseworker = caseworker;
    staff.touched_ms = t.at.mono_ms;
    // The draft may be older than the queue: a visit that has gone on without us leads back to the panel.
    const visit::Visit* v = visit::find(t.m.unit, staff.visit);
    const visit::Shift* s = visit::shift_of(t.m.unit, caseworker);
    staff.screen = StaffQueueScreen{};
    for (const visit::Visit& each : t.m.unit.visits) {
        if (!s || each.shift != s->id) continue;
        staff.visit = each.id;
        staff.screen = screen_with(each);
        v = &each;
    }
    if (!v) staff.visit.clear();
    t.m.staff = std::move(staff);
}

void lock(Turn& t) {
    if (!t.m.staff) return;
    // Notes are not kept behind the lock: badge and PIN open them again. Their words leave the picture's memory too.
    if (!t.m.staff->notes.empty()) t.emit(ForgetPictures{});
    t.m.staff->notes.clear();
    t.m.staff->list_page = 0;
    if (!is<ShiftEndedScreen>(t.m.staff->screen)) t.m.drafts[t.m.staff->caseworker] = *t.m.staff;
    t.m.staff.reset();
    t.m.citizen = Citizen{};
    t.m.citizen.touched_ms = t.at.mono_ms;
}

template <class S>
bool at(const Turn& t) {
    return t.m.staff && is<S>(t.m.staff->screen);
}

void save_for(Turn& t, Then then, visit::Act act) {
    t.m.staff->last_visit = t.m.staff->visit;
    t.save(then, std::move(act));
}

// Opening the notes acknowledges the answers among them; the journal keeps one acknowledgement a call-back.
void acknowledge_answers(Turn& t) {
    for (const Note& note : t.m.staff->notes)
        if (note.kind == NoteKind::Answer) t.save(Then::Nothing, visit::CallbackAnswered{note.ref});
}

}  // namespace

MonoMs lockout_ms(int wrong) {
    constexpr MonoMs first_ms = 30'000, most_ms = 3'600'000;
    if (wrong < 3) return 0;
    return std::min(most_ms, first_ms << std::min(wrong - 3, 12));
}

void on(Turn& t, const BadgeTouched&) {
    if (t.m.staff) return;
    t.forget_citizen();
    t.m.sign_in = open_door(t.at.mono_ms);
}

void on(Turn& t, const BadgeChecked& msg) {
    if (t.m.staff) return;
    if (!t.m.sign_in) {
        if (msg.caseworker.empty() || !is<HomeScreen>(t.m.citizen.screen)) return;
        t.forget_citizen();
        t.m.sign_in = open_door(t.at.mono_ms);
    }
    t.m.sign_in->checking = false;
    t.m.sign_in->caseworker = msg.caseworker;
    t.m.sign_in->badge = msg.caseworker.empty() ? std::string{} : msg.badge;
    t.m.sign_in->unknown_badge = msg.caseworker.empty();
}

void on(Turn& t, const PinChecked& msg) {
    if (!t.m.sign_in || t.m.sign_in->caseworker != msg.caseworker) return;
    Lockout& lockout = t.m.lockouts[msg.caseworker];
    t.m.sign_in->checking = false;
    t.m.sign_in->pin_digits = 0;
    if (msg.right) {
        lockout = Lockout{};
        return unlock(t, msg.caseworker);
    }
    lockout.wrong += 1;
    lockout.until_ms = t.at.mono_ms + lockout_ms(lockout.wrong);
    t.m.sign_in->wrong_pin = true;
}

// They may arrive when the glass was locked again or belongs to someone else: then they are dropped.
void on(Turn& t, const NotesOpened& msg) {
    if (!t.m.staff || t.m.staff->caseworker != msg.caseworker) return;
    if (t.m.staff->notes == msg.notes) return;
    t.m.staff->notes = msg.notes;
    if (at<StaffNotesScreen>(t)) acknowledge_answers(t);  // they came while the notes were open
}

void on(Turn& t, const NotesTouched&) {
    if (!at<StaffQueueScreen>(t) || t.m.staff->notes.empty()) return;
    t.m.staff->screen = StaffNotesScreen{};
    acknowledge_answers(t);
}

void on(Turn& t, const StartShiftTouched&) {
    if (!at<StaffQueueScreen>(t) || visit::shift_of(t.m.unit, t.m.staff->caseworker)) return;
    t.save(Then::Nothing, visit::ShiftStarted{t.at.fresh_id, t.m.staff->caseworker});
}

void on(Turn& t, const EndShiftTouched&) {
    const std::string shift = shift_of_staff(t.m);
    if (!at<StaffQueueScreen>(t) || shift.empty()) return;
    t.m.staff->statement_visits = t.m.sync.visits_today;
    t.m.staff->statement_receipts = t.m.sync.receipts_today;
    t.save(Then::ShiftEnded, visit::ShiftEnded{shift, t.m.sync.visits_today, t.m.sync.receipts_today});
}

void on(Turn& t, const BreakTouched&) {
    const visit::Shift* s = t.m.staff ? visit::shift_of(t.m.unit, t.m.staff->caseworker) : nullptr;
    if (!s) return;
    if (s->on_break)
        t.save(Then::Nothing, visit::BreakEnded{s->id});
    else
        t.save(Then::Nothing, visit::BreakStarted{s->id});
}

void on(Turn& t, const LockTouched&) {
    lock(t);
}

void on(Turn& t, const CallTouched& msg) {
    const std::string shift = shift_of_staff(t.m);
    if (shift.empty() || (!at<StaffQueueScreen>(t) && !at<StaffVisitScreen>(t))) return;
    t.m.staff->visit = msg.visit;
    save_for(t, Then::Calling, visit::Called{msg.visit, shift});
}

void on(Turn& t, const VisitTouched& msg) {
    if (!at<StaffQueueScreen>(t) || !visit::find(t.m.unit, msg.visit)) return;
    t.m.staff->visit = msg.visit;
    t.m.staff->screen = StaffVisitScreen{};
}

void on(Turn& t, const StartConversationTouched&) {
    if (at<StaffCallScreen>(t))
        save_for(t, Then::Talking, visit::ConversationStarted{t.m.staff->visit, shift_of_staff(t.m)});
}

void on(Turn& t, const MissedTouched&) {
    if (at<StaffCallScreen>(t)) save_for(t, Then::Queue, visit::CallMissed{t.m.staff->visit});
}

void on(Turn& t, const EndConversationTouched&) {
    if (at<StaffConversationScreen>(t)) t.m.staff->screen = StaffOutcomeScreen{};
}

void on(Turn& t, const OutcomeTouched& msg) {
    if (at<StaffOutcomeScreen>(t))
        save_for(t, Then::ConversationEnded, visit::ConversationEnded{t.m.staff->visit, msg.outcome});
}

void on(Turn& t, const ParkTouched&) {
    if (at<StaffVisitScreen>(t) || at<StaffConversationScreen>(t))
        save_for(t, Then::Queue, visit::Parked{t.m.staff->visit});
}

void on(Turn& t, const UnparkTouched&) {
    if (at<StaffVisitScreen>(t)) save_for(t, Then::Queue, visit::Unparked{t.m.staff->visit});
}

void on(Turn& t, const PriorityTouched& msg) {
    if (at<StaffVisitScreen>(t)) save_for(t, Then::Nothing, visit::PrioritySet{t.m.staff->visit, msg.priority});
}

void on(Turn& t, const TransferTouched&) {
    if (at<StaffVisitScreen>(t) || at<StaffConversationScreen>(t)) t.m.staff->screen = StaffTransferScreen{};
}

void on(Turn& t, const MergeTouched&) {
    if (at<StaffVisitScreen>(t)) t.m.staff->screen = StaffMergeScreen{};
}

void on(Turn& t, const PersonTouched& msg) {
    if (!person(t.m, msg.caseworker)) return;
    if (at<StaffTransferScreen>(t)) {
        save_for(t, Then::Queue, visit::Transferred{t.m.staff->visit, msg.caseworker});
        return;
    }
    if (t.m.staff || !is<WhomScreen>(t.m.citizen.screen)) return;
    t.m.citizen.choices.caseworker = msg.caseworker;
    on(t, WhomTouched{visit::Whom::MyCaseworker});
}

void on(Turn& t, const UndoTouched&) {
    if (!t.m.staff) return;
    const std::string visit = at<StaffCallScreen>(t) ? t.m.staff->visit : t.m.staff->last_visit;
    if (!visit.empty()) t.save(Then::Undone, visit::Undone{visit});
}

void on(Turn& t, const AlarmTouched&) {
    const std::string shift = shift_of_staff(t.m);
    if (shift.empty() || own_alarm(t.m) || waits_for(t.m, Then::AlarmRaised)) return;
    t.save(Then::AlarmRaised, visit::AlarmRaised{t.at.fresh_id, shift});
}

void on(Turn& t, const AlarmEndedTouched& msg) {
    if (t.m.staff) t.save(Then::Nothing, visit::AlarmEnded{msg.alarm});
}

void on(Turn& t, const HelpAnsweredTouched& msg) {
    if (t.m.staff) t.save(Then::Nothing, visit::HelpAnswered{msg.help, shift_of_staff(t.m)});
}

void on(Turn& t, const SyncTouched&) {
    if (at<StaffQueueScreen>(t)) t.m.staff->screen = StaffSyncScreen{};
}

void on(Turn& t, const ResendTouched& msg) {
    if (at<StaffSyncScreen>(t)) t.save(Then::Nothing, visit::ResendAsked{msg.entry});
}

void on(Turn& t, const EnrolTouched&) {
    // Nobody can sign in at a kiosk that has no roster yet, so the door itself takes the code.
    if (t.m.sign_in && !t.m.staff && !t.m.sync.enrolled) {
        t.m.sign_in = open_door(t.at.mono_ms);
        t.m.sign_in->enrolling = true;
        return;
    }
    if (at<StaffSyncScreen>(t)) t.m.staff->screen = StaffEnrolScreen{};
}

void on(Turn& t, const EnrolmentAsked& msg) {
    if (!t.m.sign_in || !t.m.sign_in->enrolling) return;
    t.m.sign_in->code_wrong = !msg.is_code;
    t.m.sign_in->code_sent = msg.is_code;
    if (msg.is_code) t.m.sign_in->code.clear();
}

// After the end of a conversation the glass is turned to the citizen: two touches, anonymous.
void on_staff_saved(Turn& t, const Pending& pending) {
    if (!t.m.staff) return;
    const Then then = pending.then;
    Staff& s = *t.m.staff;
    if (then == Then::Calling) s.screen = StaffCallScreen{};
    if (then == Then::Talking) s.screen = StaffConversationScreen{};
    if (then == Then::Queue) s.screen = StaffQueueScreen{};
    if (then == Then::ShiftEnded) s.screen = ShiftEndedScreen{};
    if (then == Then::Undone) {
        const visit::Visit* v = visit::find(t.m.unit, s.last_visit);
        const bool ours = v && !v->shift.empty() && v->shift == shift_of_staff(t.m);
        s.screen = ours ? screen_with(*v) : StaffQueueScreen{};
        if (ours)
            s.visit = s.last_visit;
        else
            s.visit.clear();
        s.last_visit.clear();
    }
    if (then == Then::ConversationEnded) {
        s.screen = StaffQueueScreen{};
        s.visit.clear();
        lock(t);
        t.m.citizen.screen = FacesScreen{};
    }
}

void on(Turn& t, const BackTouched&) {
    if (t.m.staff) {
        Staff& s = *t.m.staff;
        const visit::Visit* v = visit::find(t.m.unit, s.visit);
        const bool talking = v && v->state == visit::State::InConversation;
        if (at<StaffOutcomeScreen>(t) || (at<StaffTransferScreen>(t) && talking))
            s.screen = StaffConversationScreen{};
        else if (at<StaffTransferScreen>(t) || at<StaffMergeScreen>(t))
            s.screen = StaffVisitScreen{};
        else if (at<StaffEnrolScreen>(t))
            s.typed.clear(), s.screen = StaffSyncScreen{};
        else if (at<StaffVisitScreen>(t) || at<StaffNotesScreen>(t) || at<StaffSyncScreen>(t))
            s.screen = StaffQueueScreen{};
        return;
    }
    if (t.m.sign_in && t.m.sign_in->enrolling) {
        t.m.sign_in = open_door(t.at.mono_ms);
        return;
    }
    if (t.m.sign_in) return t.m.sign_in.reset();
    Citizen& c = t.m.citizen;
    if (is<SavingScreen>(c.screen)) return;  // the answer is on its way
    if (is<LetterCameraScreen>(c.screen)) t.emit(StopCamera{});
    c.typed.clear();
    c.typing = false;
    if (c.back.empty()) return t.forget_citizen();
    c.screen = c.back.back();
    c.back.pop_back();
    if (is<HomeScreen>(c.screen)) {  // home begins anew, in the language that was chosen
        const std::string language = c.language;
        const bool large = c.large;
        t.forget_citizen();
        t.m.citizen.language = language;
        t.m.citizen.choices.language = language;
        t.m.citizen.large = large;
    }
}

void on(Turn& t, const DoneTouched&) {
    if (t.m.staff) {
        if (is<ShiftEndedScreen>(t.m.staff->screen)) lock(t);
        return;
    }
    if (t.m.sign_in) return t.m.sign_in.reset();
    if (is<SavingScreen>(t.m.citizen.screen)) return;
    // Extras of a saved visit lead back to its poster; everything else is over and forgotten.
    Citizen& c = t.m.citizen;
    if (c.saved && (is<IdentifyDoneScreen>(c.screen) || is<SaveFailedScreen>(c.screen)))
        return t.replace(CallSignScreen{});
    t.forget_citizen();
}

}  // namespace aaben::flow
