// Every act as an entry, described once: its type, its open fields in the order they are written, its sealed members.
// Read by codec.cpp, which has one instance an act; an act without a description does not compile. To add an act:
// a struct in visit/acts.hpp, its rule in visit/fold.cpp, a description here, a line in tests/unit/entries_test.cpp.
#pragma once

#include "entries/description.hpp"
#include "entries/field_names.hpp"
#include "visit/acts.hpp"

namespace aaben::entries {

// A visit, by the citizen
constexpr auto describe(Of<visit::CheckedIn> a) {
    using A = visit::CheckedIn;
    // Stepping outside is an entry of its own when it comes later, so here, too, it is open.
    return act(a, "visit.checked_in", begins(field::visit, &A::visit), open(field::sign, &A::sign),
               sealed(field::choices, &A::choices),
               told<A>(
                   field::outside, [](const A& in) { return in.choices->needs.has(visit::Need::StepOutside); },
                   [](A& in) { in.choices->needs.put(visit::Need::StepOutside); }));
}
constexpr auto describe(Of<visit::ChoicesChanged> a) {
    using A = visit::ChoicesChanged;
    return act(a, "visit.choices_changed", of(field::visit, &A::visit), sealed(field::choices, &A::choices));
}
constexpr auto describe(Of<visit::Identified> a) {
    using A = visit::Identified;
    return act(a, "visit.identified", of(field::visit, &A::visit), sealed(field::number, &A::number),
               sealed(field::matched, &A::matched));
}
constexpr auto describe(Of<visit::SteppedOut> a) {
    return act(a, "visit.stepped_out", of(field::visit, &visit::SteppedOut::visit));
}
constexpr auto describe(Of<visit::CameBack> a) {
    return act(a, "visit.came_back", of(field::visit, &visit::CameBack::visit));
}
constexpr auto describe(Of<visit::LeftUnit> a) {
    return act(a, "visit.left", of(field::visit, &visit::LeftUnit::visit));
}
constexpr auto describe(Of<visit::Merged> a) {
    using A = visit::Merged;
    return act(a, "visit.merged", of(field::visit, &A::visit), open(field::into, &A::into));
}

// A visit, by staff
constexpr auto describe(Of<visit::Called> a) {
    using A = visit::Called;
    return act(a, "visit.called", of(field::visit, &A::visit), open(field::shift, &A::shift));
}
constexpr auto describe(Of<visit::CallMissed> a) {
    return act(a, "visit.call_missed", of(field::visit, &visit::CallMissed::visit));
}
constexpr auto describe(Of<visit::ConversationStarted> a) {
    using A = visit::ConversationStarted;
    return act(a, "visit.conversation_started", of(field::visit, &A::visit), open(field::shift, &A::shift));
}
constexpr auto describe(Of<visit::ConversationRecorded> a) {
    using A = visit::ConversationRecorded;
    return act(a, "visit.conversation_recorded", of(field::visit, &A::visit), sealed(field::record, &A::record));
}
constexpr auto describe(Of<visit::ConversationEnded> a) {
    using A = visit::ConversationEnded;
    return act(a, "visit.conversation_ended", of(field::visit, &A::visit), open(field::outcome, &A::outcome));
}
constexpr auto describe(Of<visit::ConversationLapsed> a) {
    return act(a, "visit.conversation_lapsed", of(field::visit, &visit::ConversationLapsed::visit));
}
constexpr auto describe(Of<visit::Parked> a) {
    return act(a, "visit.parked", of(field::visit, &visit::Parked::visit));
}
constexpr auto describe(Of<visit::Unparked> a) {
    return act(a, "visit.unparked", of(field::visit, &visit::Unparked::visit));
}
constexpr auto describe(Of<visit::Transferred> a) {
    using A = visit::Transferred;
    return act(a, "visit.transferred", of(field::visit, &A::visit), open(field::caseworker, &A::caseworker));
}
constexpr auto describe(Of<visit::PrioritySet> a) {
    using A = visit::PrioritySet;
    return act(a, "visit.priority_set", of(field::visit, &A::visit), open(field::priority, &A::priority));
}
constexpr auto describe(Of<visit::Undone> a) {
    return act(a, "visit.undone", of(field::visit, &visit::Undone::visit));
}

// A shift
constexpr auto describe(Of<visit::ShiftStarted> a) {
    using A = visit::ShiftStarted;
    return act(a, "shift.started", begins(field::shift, &A::shift), open(field::caseworker, &A::caseworker));
}
constexpr auto describe(Of<visit::BreakStarted> a) {
    return act(a, "shift.break_started", of(field::shift, &visit::BreakStarted::shift));
}
constexpr auto describe(Of<visit::BreakEnded> a) {
    return act(a, "shift.break_ended", of(field::shift, &visit::BreakEnded::shift));
}
constexpr auto describe(Of<visit::ShiftEnded> a) {
    using A = visit::ShiftEnded;
    return act(a, "shift.ended", of(field::shift, &A::shift), open(field::visits, &A::visits),
               open(field::receipts, &A::receipts));
}
constexpr auto describe(Of<visit::ShiftLapsed> a) {
    return act(a, "shift.lapsed", of(field::shift, &visit::ShiftLapsed::shift));
}

// Beside the queue
constexpr auto describe(Of<visit::CallbackRequested> a) {
    using A = visit::CallbackRequested;
    return act(a, "callback.requested", begins(field::callback, &A::callback), sealed(field::phone, &A::phone),
               sealed(field::call_me, &A::call_me), sealed(field::when, &A::when),
               sealed(field::language, &A::language), sealed(field::about, &A::about));
}
constexpr auto describe(Of<visit::CallbackAnswered> a) {
    return act(a, "callback.answered", of(field::callback, &visit::CallbackAnswered::callback));
}
constexpr auto describe(Of<visit::HelpRequested> a) {
    return act(a, "help.requested", begins(field::help, &visit::HelpRequested::help));
}
constexpr auto describe(Of<visit::HelpAnswered> a) {
    using A = visit::HelpAnswered;
    return act(a, "help.answered", of(field::help, &A::help), open(field::shift, &A::shift));
}
constexpr auto describe(Of<visit::AlarmRaised> a) {
    using A = visit::AlarmRaised;
    return act(a, "alarm.raised", begins(field::alarm, &A::alarm), open(field::shift, &A::shift));
}
constexpr auto describe(Of<visit::AlarmEnded> a) {
    return act(a, "alarm.ended", of(field::alarm, &visit::AlarmEnded::alarm));
}

// Anonymous answers, as an older release wrote them one by one, and as they leave now
constexpr auto describe(Of<visit::FaceGiven> a) {
    using A = visit::FaceGiven;
    return act(a, "answer.face", named(field::answer, &A::answer), open(field::face, &A::face));
}
constexpr auto describe(Of<visit::CooperationRated> a) {
    using A = visit::CooperationRated;
    return act(a, "answer.cooperation", named(field::answer, &A::answer), open(field::degree, &A::degree));
}
constexpr auto describe(Of<visit::LetterUnderstood> a) {
    using A = visit::LetterUnderstood;
    return act(a, "answer.letter", named(field::answer, &A::answer), open(field::letter_type, &A::letter_type),
               open(field::card, &A::card), open(field::understood, &A::understood));
}

constexpr auto describe(Of<visit::AnswersCounted> a) {
    using A = visit::AnswersCounted;
    return act(a, "answers.counted", named(field::answers, &A::answers), open(field::day, &A::day),
               open(field::faces, &A::faces), open(field::cooperation, &A::cooperation),
               sealed(field::letters, &A::letters));
}

// The unit
constexpr auto describe(Of<visit::Accessed> a) {
    using A = visit::Accessed;
    return act(a, "access.opened", open(field::caseworker, &A::caseworker), open(field::what, &A::what),
               open(field::ref, &A::ref));
}
constexpr auto describe(Of<visit::ClosingSet> a) {
    using A = visit::ClosingSet;
    return act(a, "door.closing_set", of(field::shift, &A::shift), open(field::day, &A::day),
               open(field::until, &A::until));
}
constexpr auto describe(Of<visit::ItemApplied> a) {
    using A = visit::ItemApplied;
    return act(a, "item.applied", open(field::kind, &A::kind), open(field::name, &A::name),
               open(field::version, &A::version), open(field::etag, &A::etag));
}
constexpr auto describe(Of<visit::ItemRefused> a) {
    using A = visit::ItemRefused;
    return act(a, "item.refused", open(field::kind, &A::kind), open(field::name, &A::name),
               open(field::version, &A::version), open(field::reason, &A::reason));
}
constexpr auto describe(Of<visit::ResendAsked> a) {
    return act(a, "resend.asked", open(field::entry, &visit::ResendAsked::entry));
}
constexpr auto describe(Of<visit::JournalRecovered> a) {
    return act(a, "journal.recovered", open(field::note, &visit::JournalRecovered::note));
}
constexpr auto describe(Of<visit::ClockCorrected> a) {
    using A = visit::ClockCorrected;
    return act(a, "clock.corrected", open(field::boot, &A::boot), open(field::step_ms, &A::step_ms),
               open(field::known, &A::known));
}
constexpr auto describe(Of<visit::DayClosed> a) {
    return act(a, "day.closed", open(field::day, &visit::DayClosed::day));
}

}  // namespace aaben::entries
