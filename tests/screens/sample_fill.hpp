// What a screen needs to have something to show: one fill() a screen that needs more than the unit. Only samples.cpp
// includes it.
#pragma once

#include "sample_unit.hpp"
#include "samples.hpp"
#include "visit/fold.hpp"

namespace aaben::tests {

inline void called(flow::Model& m) {
    act(m.unit, visit::Called{"visit-0", "shift-1"}, now_ms - 2 * minute_ms);
}

// What a screen needs to have something to show. One that is not named here needs nothing.
template <class S>
inline void fill(flow::Model& m, S& screen) {
    if (S::name.starts_with("letter_")) a_letter(m);
    if constexpr (requires { screen.visit; }) screen.visit = m.staff ? "visit-0" : "visit-1";
}
inline void fill(flow::Model& m, flow::UnderstoodScreen&) {
    a_letter(m);
}
inline void fill(flow::Model& m, flow::LetterHelpScreen&) {
    a_letter(m);
}
inline void fill(flow::Model& m, flow::LetterMoreScreen&) {
    a_letter(m);
    m.has_camera = true;
    m.citizen.letter.pages = 1;
}
inline void fill(flow::Model& m, flow::LetterOfficialScreen&) {
    an_official_letter(m);
}
inline void fill(flow::Model&, flow::NameScreen& screen) {
    screen.typed = "Brian";
}
inline void fill(flow::Model&, flow::IdentifyScreen& screen) {
    screen.typed = "1234567";
}
inline void fill(flow::Model&, flow::CallbackPhoneScreen& screen) {
    screen.typed = "20304050";
}
inline void fill(flow::Model& m, flow::CallbackSavedScreen& screen) {
    screen.phone = "20304050";
    screen.window = flow::call_window(m.hours, flow::local_now(m), flow::When::Morning);
}
inline void fill(flow::Model&, flow::PinScreen& screen) {
    screen.caseworker = "mette";
    screen.digits = 3;
}
inline void fill(flow::Model& m, flow::EnrolScreen& screen) {
    m.sync.enrolled = false;
    screen.code = "K7P2X9";
}
inline void fill(flow::Model& m, flow::StaffAskScreen& screen) {
    m.unit.help.push_back({"help-1", now_ms});
    screen.visit = "visit-0", screen.other = "visit-1";
}
inline void fill(flow::Model& m, flow::StaffCallScreen& screen) {
    called(m);
    screen.visit = "visit-0";
}
inline void fill(flow::Model& m, flow::StaffOutcomeScreen& screen) {
    called(m);
    screen.visit = "visit-0";
}
inline void fill(flow::Model& m, flow::StaffConversationScreen& screen) {
    called(m);
    act(m.unit, visit::ConversationStarted{"visit-0", "shift-1"}, now_ms - minute_ms);
    screen.visit = "visit-0";
}
template <class S>
void in_conversation(flow::Model& m, S& screen) {
    called(m);
    act(m.unit, visit::ConversationStarted{"visit-0", "shift-1"}, now_ms - minute_ms);
    screen.visit = "visit-0";
    m.staff->record = {"visit-0", a_record(), false};
}
inline void fill(flow::Model& m, flow::StaffRecordScreen& screen) {
    in_conversation(m, screen);
}
inline void fill(flow::Model& m, flow::StaffAgreementScreen& screen) {
    in_conversation(m, screen);
    m.staff->back.push_back(flow::StaffRecordScreen{"visit-0", flow::RecordPart::Agreements});
    screen.step = visit::Step::HomeVisit, screen.by = calendar::Date{2026, 12, 2}, screen.at = 0;
}
inline void fill(flow::Model& m, flow::StaffOfferScreen& screen) {
    in_conversation(m, screen);
    m.staff->back.push_back(flow::StaffRecordScreen{"visit-0", flow::RecordPart::Offers});
    screen.kind = visit::OfferKind::Mentor, screen.start = {2026, 12, 7}, screen.end = calendar::Date{2027, 1, 3};
}
inline void fill(flow::Model& m, flow::StaffTellNextScreen& screen) {
    in_conversation(m, screen);
    screen.typed = m.staff->record.record.tell_next;
}
inline void fill(flow::Model&, flow::StaffEnrolScreen& screen) {
    screen.typed = "K7P2";
}
inline void fill(flow::Model& m, flow::StaffNotesScreen&) {
    m.staff->notes = notes();
}
inline void fill(flow::Model& m, flow::StaffDayScreen&) {
    called(m);
    act(m.unit, visit::ConversationStarted{"visit-0", "shift-1"}, now_ms - minute_ms);
    m.tally.purposes = {3, 1, 4, 0, 1, 0, 2, 1}, m.tally.since_ms = now_ms - 60 * minute_ms;
}
inline void fill(flow::Model& m, flow::StaffClosingScreen&) {
    m.unit.closing = {flow::local_now(m).date, {12, 0}};
}
inline void fill(flow::Model& m, flow::PhoneCodeScreen&) {
    m.citizen.back = {flow::CallSignScreen{}};
}
inline void fill(flow::Model&, flow::ShiftEndedScreen& screen) {
    screen.visits = screen.receipts = 12;
}

}  // namespace aaben::tests
