#include "journal/codec.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <nlohmann/json.hpp>

#include "journal/unit_json.hpp"

namespace aaben::journal {
namespace {

using namespace visit;

// One overload an act and no generic one, so that an act without a spelling does not compile.
struct Encoding {
    Coded operator()(const CheckedIn& a) const {
        // Stepping outside is a routing fact (it is an entry of its own when it comes later) and says nothing of why.
        Json open{{"visit", a.visit}, {"sign", sign_json(a.sign)}};
        open["outside"] = a.choices.needs.has(Need::StepOutside);
        return {"visit.checked_in", dump(open), dump(Json{{"choices", choices_json(a.choices)}}), a.visit, a.visit};
    }
    Coded operator()(const ChoicesChanged& a) const {
        return {"visit.choices_changed",
                dump(Json{{"visit", a.visit}}),
                dump(Json{{"choices", choices_json(a.choices)}}),
                a.visit,
                {}};
    }
    Coded operator()(const Identified& a) const {
        return {"visit.identified",
                dump(Json{{"visit", a.visit}}),
                dump(Json{{"number", a.number}, {"matched", a.matched}}),
                a.visit,
                {}};
    }
    static Coded of_visit(const char* type, const std::string& visit, Json more = Json::object()) {
        Json open{{"visit", visit}};
        open.update(more);
        return {type, dump(open), {}, visit, {}};
    }
    Coded operator()(const SteppedOut& a) const { return of_visit("visit.stepped_out", a.visit); }
    Coded operator()(const CameBack& a) const { return of_visit("visit.came_back", a.visit); }
    Coded operator()(const LeftUnit& a) const { return of_visit("visit.left", a.visit); }
    Coded operator()(const Merged& a) const { return of_visit("visit.merged", a.visit, Json{{"into", a.into}}); }
    Coded operator()(const Called& a) const { return of_visit("visit.called", a.visit, Json{{"shift", a.shift}}); }
    Coded operator()(const CallMissed& a) const { return of_visit("visit.call_missed", a.visit); }
    Coded operator()(const ConversationStarted& a) const {
        return of_visit("visit.conversation_started", a.visit, Json{{"shift", a.shift}});
    }
    Coded operator()(const ConversationEnded& a) const {
        return of_visit("visit.conversation_ended", a.visit, Json{{"outcome", name_of(outcome_names, a.outcome)}});
    }
    Coded operator()(const Parked& a) const { return of_visit("visit.parked", a.visit); }
    Coded operator()(const Unparked& a) const { return of_visit("visit.unparked", a.visit); }
    Coded operator()(const Transferred& a) const {
        return of_visit("visit.transferred", a.visit, Json{{"caseworker", a.caseworker}});
    }
    Coded operator()(const PrioritySet& a) const {
        return of_visit("visit.priority_set", a.visit, Json{{"priority", a.priority}});
    }
    Coded operator()(const Undone& a) const { return of_visit("visit.undone", a.visit); }
    Coded operator()(const ShiftStarted& a) const {
        return {"shift.started", dump(Json{{"shift", a.shift}, {"caseworker", a.caseworker}}), {}, a.shift, a.shift};
    }
    Coded operator()(const BreakStarted& a) const {
        return {"shift.break_started", dump(Json{{"shift", a.shift}}), {}, a.shift, {}};
    }
    Coded operator()(const BreakEnded& a) const {
        return {"shift.break_ended", dump(Json{{"shift", a.shift}}), {}, a.shift, {}};
    }
    Coded operator()(const ShiftEnded& a) const {
        return {"shift.ended",
                dump(Json{{"shift", a.shift}, {"visits", a.visits}, {"receipts", a.receipts}}),
                {},
                a.shift,
                {}};
    }
    Coded operator()(const CallbackRequested& a) const {
        Json secret{{"phone", a.phone}, {"call_me", a.call_me}, {"when", a.when}, {"language", a.language}};
        if (a.about) secret["about"] = name_of(purpose_names, *a.about);
        return {"callback.requested", dump(Json{{"callback", a.callback}}), dump(secret), a.callback, a.callback};
    }
    Coded operator()(const CallbackAnswered& a) const {
        return {"callback.answered", dump(Json{{"callback", a.callback}}), {}, a.callback, {}};
    }
    Coded operator()(const HelpRequested& a) const {
        return {"help.requested", dump(Json{{"help", a.help}}), {}, a.help, a.help};
    }
    Coded operator()(const HelpAnswered& a) const {
        return {"help.answered", dump(Json{{"help", a.help}, {"shift", a.shift}}), {}, a.help, {}};
    }
    Coded operator()(const AlarmRaised& a) const {
        return {"alarm.raised", dump(Json{{"alarm", a.alarm}, {"shift", a.shift}}), {}, a.alarm, a.alarm};
    }
    Coded operator()(const AlarmEnded& a) const {
        return {"alarm.ended", dump(Json{{"alarm", a.alarm}}), {}, a.alarm, {}};
    }
    Coded operator()(const FaceGiven& a) const {
        return {"answer.face", dump(Json{{"answer", a.answer}, {"face", a.face}}), {}, {}, a.answer};
    }
    Coded operator()(const CooperationRated& a) const {
        return {"answer.cooperation",
                dump(Json{{"answer", a.answer}, {"degree", name_of(cooperation_names, a.degree)}}),
                {},
                {},
                a.answer};
    }
    Coded operator()(const LetterUnderstood& a) const {
        return {"answer.letter",
                dump(Json{{"answer", a.answer},
                          {"letter_type", a.letter_type},
                          {"card", a.card},
                          {"understood", name_of(understood_names, a.understood)}}),
                {},
                {},
                a.answer};
    }
    Coded operator()(const ItemApplied& a) const {
        return {"item.applied",
                dump(Json{{"kind", a.kind}, {"name", a.name}, {"version", a.version}, {"etag", a.etag}}),
                {},
                {},
                {}};
    }
    Coded operator()(const ItemRefused& a) const {
        return {"item.refused",
                dump(Json{{"kind", a.kind}, {"name", a.name}, {"version", a.version}, {"reason", a.reason}}),
                {},
                {},
                {}};
    }
    Coded operator()(const ResendAsked& a) const {
        return {"resend.asked", dump(Json{{"entry", a.entry}}), {}, {}, {}};
    }
    Coded operator()(const JournalRecovered& a) const {
        return {"journal.recovered", dump(Json{{"note", a.note}}), {}, {}, {}};
    }
    Coded operator()(const ClockCorrected& a) const {
        return {
            "clock.corrected", dump(Json{{"boot", a.boot}, {"step_ms", a.step_ms}, {"known", a.known}}), {}, {}, {}};
    }
    Coded operator()(const DayClosed& a) const {
        return {"day.closed", dump(Json{{"day", calendar::to_string(a.day)}}), {}, {}, {}};
    }
};

// The open and private members of one entry, while it is turned back into an act.
struct Decoding {
    Fields open;
    Fields secret;

    Choices choices() {
        const Json* json = secret.find("choices");
        if (!json) return no_choices();
        auto choices = read_choices(*json);
        if (!choices) secret.bad();
        return choices ? *choices : no_choices();
    }
};

using Decoder = std::function<Act(Decoding&)>;

template <class A>
Decoder of_visit() {
    return [](Decoding& d) -> Act { return A{d.open.text("visit")}; };
}

const std::map<std::string, Decoder, std::less<>>& decoders() {
    static const std::map<std::string, Decoder, std::less<>> table{
        {"visit.checked_in",
         [](Decoding& d) -> Act {
             CheckedIn a{d.open.text("visit"), d.open.sign("sign"), d.choices()};
             if (d.open.boolean("outside")) a.choices.needs.put(Need::StepOutside);
             return a;
         }},
        {"visit.choices_changed", [](Decoding& d) -> Act { return ChoicesChanged{d.open.text("visit"), d.choices()}; }},
        {"visit.identified",
         [](Decoding& d) -> Act {
             if (d.secret.empty()) return Identified{d.open.text("visit"), {}, false};
             return Identified{d.open.text("visit"), d.secret.text("number"), d.secret.boolean("matched")};
         }},
        {"visit.stepped_out", of_visit<SteppedOut>()},
        {"visit.came_back", of_visit<CameBack>()},
        {"visit.left", of_visit<LeftUnit>()},
        {"visit.merged", [](Decoding& d) -> Act { return Merged{d.open.text("visit"), d.open.text("into")}; }},
        {"visit.called", [](Decoding& d) -> Act { return Called{d.open.text("visit"), d.open.text("shift")}; }},
        {"visit.call_missed", of_visit<CallMissed>()},
        {"visit.conversation_started",
         [](Decoding& d) -> Act { return ConversationStarted{d.open.text("visit"), d.open.text("shift")}; }},
        {"visit.conversation_ended",
         [](Decoding& d) -> Act {
             return ConversationEnded{d.open.text("visit"), d.open.choice<Outcome>("outcome", outcome_names)};
         }},
        {"visit.parked", of_visit<Parked>()},
        {"visit.unparked", of_visit<Unparked>()},
        {"visit.transferred",
         [](Decoding& d) -> Act { return Transferred{d.open.text("visit"), d.open.text("caseworker")}; }},
        {"visit.priority_set",
         [](Decoding& d) -> Act { return PrioritySet{d.open.text("visit"), d.open.small("priority")}; }},
        {"visit.undone", of_visit<Undone>()},
        {"shift.started",
         [](Decoding& d) -> Act { return ShiftStarted{d.open.text("shift"), d.open.text("caseworker")}; }},
        {"shift.break_started", [](Decoding& d) -> Act { return BreakStarted{d.open.text("shift")}; }},
        {"shift.break_ended", [](Decoding& d) -> Act { return BreakEnded{d.open.text("shift")}; }},
        {"shift.ended",
         [](Decoding& d) -> Act {
             return ShiftEnded{d.open.text("shift"), d.open.small("visits"), d.open.small("receipts")};
         }},
        {"callback.requested",
         [](Decoding& d) -> Act {
             CallbackRequested a;
             a.callback = d.open.text("callback");
             if (d.secret.empty()) return a;
             a.phone = d.secret.text("phone"), a.call_me = d.secret.text("call_me"), a.when = d.secret.text("when");
             a.language = d.secret.text("language");
             if (d.secret.find("about")) a.about = d.secret.choice<Purpose>("about", purpose_names);
             return a;
         }},
        {"callback.answered", [](Decoding& d) -> Act { return CallbackAnswered{d.open.text("callback")}; }},
        {"help.requested", [](Decoding& d) -> Act { return HelpRequested{d.open.text("help")}; }},
        {"help.answered", [](Decoding& d) -> Act { return HelpAnswered{d.open.text("help"), d.open.text("shift")}; }},
        {"alarm.raised", [](Decoding& d) -> Act { return AlarmRaised{d.open.text("alarm"), d.open.text("shift")}; }},
        {"alarm.ended", [](Decoding& d) -> Act { return AlarmEnded{d.open.text("alarm")}; }},
        {"answer.face", [](Decoding& d) -> Act { return FaceGiven{d.open.text("answer"), d.open.small("face")}; }},
        {"answer.cooperation",
         [](Decoding& d) -> Act {
             return CooperationRated{d.open.text("answer"), d.open.choice<Cooperation>("degree", cooperation_names)};
         }},
        {"answer.letter",
         [](Decoding& d) -> Act {
             return LetterUnderstood{d.open.text("answer"), d.open.text("letter_type"), d.open.small("card"),
                                     d.open.choice<Understood>("understood", understood_names)};
         }},
        {"item.applied",
         [](Decoding& d) -> Act {
             return ItemApplied{d.open.text("kind"), d.open.text("name"), d.open.number("version"),
                                d.open.text("etag")};
         }},
        {"item.refused",
         [](Decoding& d) -> Act {
             return ItemRefused{d.open.text("kind"), d.open.text("name"), d.open.number("version"),
                                d.open.text("reason")};
         }},
        {"resend.asked", [](Decoding& d) -> Act { return ResendAsked{d.open.text("entry")}; }},
        {"journal.recovered", [](Decoding& d) -> Act { return JournalRecovered{d.open.text("note")}; }},
        {"clock.corrected",
         [](Decoding& d) -> Act {
             return ClockCorrected{d.open.text("boot"), d.open.number("step_ms"), d.open.boolean("known")};
         }},
        {"day.closed", [](Decoding& d) -> Act { return DayClosed{d.open.date("day")}; }},
    };
    return table;
}

}  // namespace

Coded encode(const Act& act) {
    return std::visit(Encoding{}, act);
}

Result<Act> decode(std::string_view type, std::string_view open, std::optional<std::string_view> private_part) {
    const auto it = decoders().find(type);
    if (it == decoders().end()) return fail(Fault::Invalid, "entry of an unknown type");
    const Json open_json = Json::parse(open, nullptr, false);
    const Json secret_json = private_part ? Json::parse(*private_part, nullptr, false) : Json::object();
    Decoding decoding{Fields(open_json), Fields(secret_json)};
    Act act = it->second(decoding);
    if (!decoding.open.good() || !decoding.secret.good())
        return fail(Fault::Invalid, "entry of type " + std::string(type) + " is malformed");
    return act;
}

std::string choices_to_json(const Choices& choices) {
    return dump(choices_json(choices));
}

Result<Choices> choices_from_json(std::string_view json) {
    auto choices = read_choices(Json::parse(json, nullptr, false));
    if (!choices) return fail(Fault::Invalid, "choices are malformed");
    return *choices;
}

Choices no_choices() {
    Choices none;
    none.language.clear();
    return none;
}

}  // namespace aaben::journal
