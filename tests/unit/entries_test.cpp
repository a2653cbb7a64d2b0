// Acts as entries: every act's bytes as they have stood in journals since the first release, and its way back. An entry
// is hashed and kept for years, so a spelling that changes is a fault, however well it reads back.
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <vector>

#include "entries/codec.hpp"
#include "wire/entry.hpp"

using namespace aaben;
using namespace aaben::visit;

namespace {

Choices full_choices() {
    Choices c;
    c.language = "ar";
    c.purpose = Purpose::Letter;
    c.needs.put(Need::Interpreter);
    c.needs.put(Need::StepOutside);
    c.interpreter_language = "ar";
    c.whom = Whom::Mentor;
    c.caseworker = "mette";
    c.call_me = "Abir \"B\" Öz\n";
    letters::Fields fields;
    fields.meeting_date = calendar::Date{2026, 11, 24};
    fields.deadline_exact = true;
    fields.amount = "1234.50";
    c.letter = CarriedLetter{"indkaldelse-jobsamtale", fields};
    c.services.put(Service::DebtAdvice);
    c.expected = true;
    return c;
}

Record full_record() {
    Record r;
    r.begun_ms = 1'795'424'400'000;
    r.topics.put(Topic::Letter), r.topics.put(Topic::EverydayLife);
    r.agreements = {{Step::NetworkMeeting, Party::Together, calendar::Date{2026, 12, 4}},
                    {Step::CallBack, Party::Caseworker, std::nullopt}};
    r.offers = {{OfferKind::Mentor, {2026, 11, 2}, std::nullopt},
                {OfferKind::WorkPlacement, {2026, 11, 9}, calendar::Date{2026, 12, 4}}};
    r.consents = {{Service::OwnDoctor, {2026, 11, 23}, calendar::Date{2026, 11, 24}},
                  {Service::DebtAdvice, {2026, 11, 23}, std::nullopt}};
    r.indicators = {2, 0, 0, 0, 0, 5};
    r.tell_next = "Ring \"før\" kl. 10.\n";
    return r;
}

const std::string record_json =
    R"({"record":{"begun_ms":1795424400000,"topics":["letter","everyday_life"])"
    R"(,"agreements":[{"step":"network_meeting","party":"together","by":"2026-12-04"},{"step":"call_back","party":"caseworker"}])"
    R"(,"offers":[{"kind":"mentor","start":"2026-11-02"},{"kind":"work_placement","start":"2026-11-09","end":"2026-12-04"}])"
    R"(,"consents":[{"contact":"own_doctor","given":"2026-11-23","withdrawn":"2026-11-24"},{"contact":"debt_advice","given":"2026-11-23"}])"
    R"(,"indicators":{"everyday_coping":2,"caseworker_belief":5},"tell_next":"Ring \"før\" kl. 10.\n"}})";

const std::string full_json =
    R"({"choices":{"language":"ar","purpose":"letter","needs":["interpreter","step_outside"])"
    R"(,"interpreter_language":"ar","whom":"mentor","caseworker":"mette")"
    R"(,"letter":{"type":"indkaldelse-jobsamtale","fields":{"meeting_date":"2026-11-24","deadline_exact":true,"amount":"1234.50"}})"
    R"(,"call_me":"Abir \"B\" Öz\n","services":["debt_advice"],"expected":true}})";

struct Spelled {
    Act act;
    std::string type, open, sealed;
    std::string order;   // whose order it belongs to
    std::string own_id;  // the id its first touch made
};

std::vector<Spelled> every_act() {
    return {
        {CheckedIn{"v", {Colour::Green, Picture::Bicycle, 7}, full_choices()}, "visit.checked_in",
         R"({"visit":"v","sign":{"colour":"green","picture":"bicycle","number":7},"outside":true})", full_json, "v",
         "v"},
        {CheckedIn{"v", {Colour::Red, Picture::Sun, 1}, Choices{}}, "visit.checked_in",
         R"({"visit":"v","sign":{"colour":"red","picture":"sun","number":1},"outside":false})",
         R"({"choices":{"language":"da","needs":[],"interpreter_language":"","whom":"anyone","caseworker":"","call_me":"","services":[],"expected":false}})",
         "v", "v"},
        {ChoicesChanged{"v", full_choices()}, "visit.choices_changed", R"({"visit":"v"})", full_json, "v", ""},
        {Identified{"v", "0101801234", true}, "visit.identified", R"({"visit":"v"})",
         R"({"number":"0101801234","matched":true})", "v", ""},
        {SteppedOut{"v"}, "visit.stepped_out", R"({"visit":"v"})", "", "v", ""},
        {CameBack{"v"}, "visit.came_back", R"({"visit":"v"})", "", "v", ""},
        {LeftUnit{"v"}, "visit.left", R"({"visit":"v"})", "", "v", ""},
        {Merged{"v", "w"}, "visit.merged", R"({"visit":"v","into":"w"})", "", "v", ""},
        {Called{"v", "s"}, "visit.called", R"({"visit":"v","shift":"s"})", "", "v", ""},
        {CallMissed{"v"}, "visit.call_missed", R"({"visit":"v"})", "", "v", ""},
        {ConversationStarted{"v", "s"}, "visit.conversation_started", R"({"visit":"v","shift":"s"})", "", "v", ""},
        {ConversationRecorded{"v", full_record()}, "visit.conversation_recorded", R"({"visit":"v"})", record_json, "v",
         ""},
        {ConversationEnded{"v", Outcome::NewMeeting}, "visit.conversation_ended",
         R"({"visit":"v","outcome":"new_meeting"})", "", "v", ""},
        {ConversationLapsed{"v"}, "visit.conversation_lapsed", R"({"visit":"v"})", "", "v", ""},
        {Parked{"v"}, "visit.parked", R"({"visit":"v"})", "", "v", ""},
        {Unparked{"v"}, "visit.unparked", R"({"visit":"v"})", "", "v", ""},
        {Transferred{"v", "mette"}, "visit.transferred", R"({"visit":"v","caseworker":"mette"})", "", "v", ""},
        {PrioritySet{"v", 3}, "visit.priority_set", R"({"visit":"v","priority":3})", "", "v", ""},
        {Undone{"v"}, "visit.undone", R"({"visit":"v"})", "", "v", ""},
        {ShiftStarted{"s", "mette"}, "shift.started", R"({"shift":"s","caseworker":"mette"})", "", "s", "s"},
        {BreakStarted{"s"}, "shift.break_started", R"({"shift":"s"})", "", "s", ""},
        {BreakEnded{"s"}, "shift.break_ended", R"({"shift":"s"})", "", "s", ""},
        {ShiftEnded{"s", 14, 13}, "shift.ended", R"({"shift":"s","visits":14,"receipts":13})", "", "s", ""},
        {ShiftLapsed{"s"}, "shift.lapsed", R"({"shift":"s"})", "", "s", ""},
        {CallbackRequested{"c", "12345678", "Ali \"B\" Öz", "morning", "ar", Purpose::Money}, "callback.requested",
         R"({"callback":"c"})",
         R"({"phone":"12345678","call_me":"Ali \"B\" Öz","when":"morning","language":"ar","about":"money"})", "c", "c"},
        {CallbackRequested{"c", "12345678", "", "now", "da", {}}, "callback.requested", R"({"callback":"c"})",
         R"({"phone":"12345678","call_me":"","when":"now","language":"da"})", "c", "c"},
        {CallbackAnswered{"c"}, "callback.answered", R"({"callback":"c"})", "", "c", ""},
        {HelpRequested{"h"}, "help.requested", R"({"help":"h"})", "", "h", "h"},
        {HelpAnswered{"h", "s"}, "help.answered", R"({"help":"h","shift":"s"})", "", "h", ""},
        {AlarmRaised{"a", "s"}, "alarm.raised", R"({"alarm":"a","shift":"s"})", "", "a", "a"},
        {AlarmEnded{"a"}, "alarm.ended", R"({"alarm":"a"})", "", "a", ""},
        {FaceGiven{"f", 4}, "answer.face", R"({"answer":"f","face":4})", "", "", "f"},
        {CooperationRated{"f", Cooperation::DoNotKnow}, "answer.cooperation",
         R"({"answer":"f","degree":"do_not_know"})", "", "", "f"},
        {LetterUnderstood{"f", "klagesvar", 2, Understood::Partly}, "answer.letter",
         R"({"answer":"f","letter_type":"klagesvar","card":2,"understood":"partly"})", "", "", "f"},
        {AnswersCounted{"n", {2026, 11, 27}, {0, 1, 0, 3, 2}, {5, 0, 0, 0, 0, 1}, Counts{{"klagesvar/2/partly", 5}}},
         "answers.counted", R"({"answers":"n","day":"2026-11-27","faces":[0,1,0,3,2],"cooperation":[5,0,0,0,0,1]})",
         R"({"letters":{"klagesvar/2/partly":5}})", "", "n"},
        {Accessed{"mette", Opened::Visit, "v"}, "access.opened", R"({"caseworker":"mette","what":"visit","ref":"v"})",
         "", "", ""},
        {ClosingSet{"s", {2026, 11, 24}, calendar::TimeOfDay{12, 0}}, "door.closing_set",
         R"({"shift":"s","day":"2026-11-24","until":"12:00"})", "", "s", ""},
        {ClosingSet{"s", {2026, 11, 24}, std::nullopt}, "door.closing_set", R"({"shift":"s","day":"2026-11-24"})", "",
         "s", ""},
        {ItemApplied{"content", "main", 3, std::string(64, 'a')}, "item.applied",
         R"({"kind":"content","name":"main","version":3,"etag":")" + std::string(64, 'a') + R"("})", "", "", ""},
        {ItemRefused{"roster", "unit", 2, "cut"}, "item.refused",
         R"({"kind":"roster","name":"unit","version":2,"reason":"cut"})", "", "", ""},
        {ResendAsked{"e"}, "resend.asked", R"({"entry":"e"})", "", "", ""},
        {JournalRecovered{"kept 3"}, "journal.recovered", R"({"note":"kept 3"})", "", "", ""},
        {ClockCorrected{"boot-1", -7'776'000'000, true}, "clock.corrected",
         R"({"boot":"boot-1","step_ms":-7776000000,"known":true})", "", "", ""},
        {DayClosed{{2026, 11, 21}}, "day.closed", R"({"day":"2026-11-21"})", "", "", ""},
    };
}

std::optional<std::string_view> sealed_part(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional<std::string_view>(text);
}

}  // namespace

TEST_CASE("every act is spelled with the bytes it has always had") {
    std::set<std::size_t> kinds;
    for (const Spelled& one : every_act()) {
        kinds.insert(one.act.index());
        INFO(one.type);
        const entries::Coded coded = entries::encode(one.act);
        CHECK(coded.type == one.type);
        CHECK(coded.open == one.open);
        CHECK(coded.private_part == one.sealed);
        CHECK(coded.visit == one.order);
        CHECK(coded.own_id == one.own_id);
        CHECK(wire::canonical_object(coded.open).value() == coded.open);
    }
    CHECK(kinds.size() == std::variant_size_v<Act>);
}

TEST_CASE("every act keeps its meaning through its entry") {
    std::set<std::string> types;
    for (const Spelled& one : every_act()) {
        types.insert(one.type);
        INFO(one.type);
        const auto back = entries::decode(one.type, one.open, sealed_part(one.sealed));
        REQUIRE(back.ok());
        CHECK(back->index() == one.act.index());
        const entries::Coded again = entries::encode(*back);
        CHECK(again.open == one.open);
        CHECK(again.private_part == one.sealed);
    }
    CHECK(types.size() == std::variant_size_v<Act>);
}

TEST_CASE("without its sealed part an act comes back with what is open and nothing else") {
    for (const Spelled& one : every_act()) {
        INFO(one.type);
        const auto back = entries::decode(one.type, one.open, std::nullopt);
        REQUIRE(back.ok());
        CHECK(entries::encode(*back).open == one.open);
    }
    const auto number = entries::decode("visit.identified", R"({"visit":"v"})", std::nullopt);
    CHECK(std::get<Identified>(*number).number->empty());
    CHECK_FALSE(*std::get<Identified>(*number).matched);
    const auto choices = entries::decode("visit.choices_changed", R"({"visit":"v"})", std::nullopt);
    CHECK(*std::get<ChoicesChanged>(*choices).choices == entries::no_choices());
}

TEST_CASE("a malformed entry is refused, and one of a newer program is told apart from it") {
    for (const Spelled& one : every_act()) {
        INFO(one.type);
        for (const char* bad : {"{", "{}", "[]", R"({"visit":1})"})
            CHECK(entries::decode(one.type, bad, std::nullopt).error().fault == Fault::Invalid);
        if (one.sealed.empty()) continue;
        for (const char* bad : {"{", "[1]", R"({"of another act":1})"})
            CHECK(entries::decode(one.type, one.open, bad).error().fault == Fault::Invalid);
    }
    CHECK(entries::decode("visit.unheard_of", R"({"visit":"v"})", std::nullopt).error().fault == Fault::TooNew);
}

TEST_CASE("open fields hold nothing of what a citizen chose or is called") {
    for (const Spelled& one : every_act())
        for (const char* told : {"Abir", "indkaldelse", "0101801234", "12345678", "Öz", "money", "debt_advice"}) {
            INFO(one.type);
            CHECK(entries::encode(one.act).open.find(told) == std::string::npos);
        }
}
