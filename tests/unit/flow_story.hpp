// The glass without a glass, for tests of flow: messages in, effects carried out against the pure rules. Test thread.
#pragma once

#include <string>

#include "flow/update.hpp"
#include "visit/fold.hpp"

namespace aaben::tests {

using namespace flow;

struct Story {
    Model m;
    WallMs wall = 1'795'424'400'000;  // Monday 23 November 2026, 10:00
    MonoMs mono = 5'000;
    int ids = 0;
    Effects seen;
    Fault failing{};
    bool fails = false;

    Story() {
        m.roster.people = {{"mette", "Mette Prøve", "ME", {}, "", "", "", "", {}},
                           {"jonas", "Jonas Prøve", "JO", {}, "", "", "", "", {}}};
        m.unit.day = calendar::copenhagen(wall).date;
        m.mono_ms = mono;
        m.citizen.touched_ms = mono;
    }
    Story& say(const Message& message) {
        Next next = update(std::move(m), message, {wall, mono, "id-" + std::to_string(++ids)});
        m = std::move(next.model);
        for (const Effect& e : next.effects) {
            seen.push_back(e);
            if (const auto* save = std::get_if<Save>(&e)) carry_out(*save);
            if (const auto* pin = std::get_if<CheckPin>(&e)) say(PinChecked{pin->caseworker, pin->pin == "246810"});
            if (const auto* badge = std::get_if<CheckBadge>(&e))
                say(BadgeChecked{person(m, badge->text) ? badge->text : ""});
            if (const auto* id = std::get_if<CheckIdentity>(&e)) say(IdentityChecked{id->visit, id->number, true});
            if (const auto* code = std::get_if<LookUpCode>(&e))
                say(CodeKnown{letters::is_type_id(code->text) ? code->text : ""});
        }
        return *this;
    }
    void carry_out(const Save& save) {
        visit::Unit unit = m.unit;
        if (fails)
            say(SaveFailed{save.pending, failing});
        else if (visit::apply(unit, save.act, wall).ok())
            say(Saved{save.pending, std::move(unit)});
        else
            say(SaveFailed{save.pending, Fault::Refused});
    }
    Story& wait(MonoMs ms) {
        wall += ms, mono += ms;
        return say(Ticked{});
    }
    Story& sign_in(const std::string& who = "mette") {
        say(BadgeTouched{}).say(Scanned{who});
        for (const char digit : std::string("246810")) say(KeyTouched{std::string(1, digit)});
        return *this;
    }
    Story& open_shift(const std::string& who = "mette") {
        return sign_in(who).say(StartShiftTouched{}).say(LockTouched{});
    }
    Story& check_in() {
        return say(TalkTouched{})
            .say(PurposeTouched{visit::Purpose::Money})
            .say(NextTouched{})
            .say(WhomTouched{visit::Whom::Anyone});
    }
    [[nodiscard]] std::string_view at() const { return screen_name(m); }
};

}  // namespace aaben::tests
