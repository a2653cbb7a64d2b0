#include "sample_unit.hpp"

#include <cstdio>
#include <cstdlib>

#include "visit/fold.hpp"

namespace aaben::tests {
namespace {

visit::WeeklyHours weekdays(calendar::TimeOfDay from, calendar::TimeOfDay until) {
    visit::WeeklyHours hours;
    for (std::size_t day = 0; day < 5; ++day) hours.days[day] = {{from, until}};
    return hours;
}

}  // namespace

visit::Caseworker caseworker(const char* id, const char* name, const char* initials) {
    visit::Caseworker person;
    person.id = id, person.name = name, person.initials = initials;
    person.here = weekdays({9, 0}, {12, 0});
    return person;
}

void act(visit::Unit& unit, const visit::Act& what, WallMs at_ms) {
    if (auto done = visit::apply(unit, what, at_ms); !done) {
        std::fprintf(stderr, "a sample breaks a rule: %s\n", done.error().what.c_str());
        std::abort();
    }
}

flow::Model unit_with_people() {
    flow::Model m;
    m.has_voice = true;  // one pill more in every header
    m.now_ms = now_ms;
    m.mono_ms = 5'000'000;
    m.citizen.touched_ms = m.mono_ms;
    m.roster.unit_name = "Korskærparken";
    m.roster.people = {caseworker("mette", "Mette Krogh", "ME"), caseworker("jonas", "Jonas Prøve", "JO")};
    m.hours.door = weekdays({9, 0}, {15, 0});
    m.hours.telephone = weekdays({9, 0}, {10, 0});
    m.hours.main_phone = "72107000";
    m.unit.day = {2026, 11, 23};
    act(m.unit, visit::ShiftStarted{"shift-1", "mette"}, now_ms - 82 * minute_ms);
    act(m.unit, visit::ShiftStarted{"shift-2", "jonas"}, now_ms - 80 * minute_ms);
    const auto check_in = [&](const char* id, std::int64_t ago_min, const visit::Choices& choices) {
        act(m.unit, visit::CheckedIn{id, visit::next_sign(m.unit, m.unit.day), choices}, now_ms - ago_min * minute_ms);
    };
    visit::Choices letter, money, talk;
    letter.purpose = visit::Purpose::Letter;
    letter.letter = visit::CarriedLetter{"partshoering", {}};
    letter.letter->fields.deadline = calendar::Date{2026, 11, 27};
    letter.services.put(visit::Service::DebtAdvice);
    letter.needs.put(visit::Need::QuietPlace);
    letter.needs.put(visit::Need::Interpreter);
    letter.interpreter_language = "ar";
    money.purpose = visit::Purpose::Money;
    money.caseworker = "mette";
    talk.purpose = visit::Purpose::JustTalk;
    talk.call_me = "Prøve";
    check_in("visit-0", 14, letter);
    check_in("visit-1", 9, money);
    check_in("visit-2", 2, talk);
    return m;
}

std::vector<flow::Note> notes() {
    return {{flow::NoteKind::Answer, "callback-1", "Vi har ringet. Borgeren vil gerne ringes op igen i morgen kl. 9.",
             now_ms - 20 * minute_ms},
            {flow::NoteKind::Brief, "visit-7",
             "Kommer for at tale om sit praktikforløb.\nHar brug for et roligt sted og god tid. Sidst blev det aftalt, "
             "at vi ser på brevet om partshøring sammen.",
             now_ms - 90 * minute_ms}};
}

void a_letter(flow::Model& m) {
    flow::Letter& letter = m.citizen.letter;
    letter.type = "indkaldelse-jobsamtale";
    letter.fields.letter_date = calendar::Date{2026, 11, 12};
    letter.fields.meeting_date = calendar::Date{2026, 11, 24};
    letter.fields.meeting_time = calendar::TimeOfDay{10, 15};
    letter.fields.meeting_place = "Korskærparken 112";
    letter.fields.phone = "72107000";
    letter.card = 1;
}

visit::Record a_record() {
    visit::Record r;
    r.begun_ms = now_ms - minute_ms;
    r.topics.put(visit::Topic::Money), r.topics.put(visit::Topic::EverydayLife);
    r.agreements = {{visit::Step::NetworkMeeting, visit::Party::Together, calendar::Date{2026, 12, 4}},
                    {visit::Step::SendPapers, visit::Party::Citizen, calendar::Date{2026, 11, 27}},
                    {visit::Step::CallBack, visit::Party::Caseworker, std::nullopt}};
    r.offers = {{visit::OfferKind::WorkPlacement, {2026, 8, 3}, calendar::Date{2026, 9, 25}},
                {visit::OfferKind::Mentor, {2026, 11, 2}, std::nullopt}};
    r.consents = {{visit::Service::OwnDoctor, {2026, 11, 23}, std::nullopt},
                  {visit::Service::MentalHealth, {2026, 11, 2}, calendar::Date{2026, 11, 23}}};
    r.indicators = {2, 3, 0, 4, 0, 4};
    r.tell_next = "Er bange for breve. Vil gerne ud at køre igen, har truckkort. Ring før du skriver.";
    return r;
}

void an_official_letter(flow::Model& m) {
    flow::Letter& letter = m.citizen.letter;
    m.has_camera = true, letter.pages = 1;
    letter.official.sender = "gaeldsstyrelsen", letter.official.wish = letters::Wish::Pay;
    letter.official.passages = {
        {"Betal 4.312,50 kr. senest tirsdag den 8. december 2026, eller ring og aftal en afdragsordning.",
         {{letters::FieldKind::Amount, "4312.50"}, {letters::FieldKind::Date, "2026-12-08"}},
         true},
        {"Du kan ringe til os på 70 15 73 04 mandag til torsdag kl. 9.00–15.00.",
         {{letters::FieldKind::Phone, "70157304"}, {letters::FieldKind::Time, "09:00"}}},
        {"Du kan klage senest 4 uger efter, at du har modtaget brevet.", {}, true}};
    letter.shown = {{letters::passage_name(0), 1, std::nullopt, {312, 182, 338, 26}}};
}

}  // namespace aaben::tests
