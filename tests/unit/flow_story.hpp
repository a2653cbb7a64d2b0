// The glass without a glass, for tests of flow: what people do, in a few words, and the outside world of the fakes.
// Test thread.
#pragma once

#include <string>

#include "fakes/outside.hpp"

namespace aaben::tests {

using namespace flow;

struct Story : fakes::Outside {
    Story() {
        model.roster.people = {{"mette", "Mette Prøve", "ME", {}, "", "", "", "", {}},
                               {"jonas", "Jonas Prøve", "JO", {}, "", "", "", "", {}}};
        model.unit.day = calendar::copenhagen(wall).date;
        model.mono_ms = mono;
        model.citizen.touched_ms = mono;
    }
    Story& say(const Message& message) {
        Outside::say(message);
        return *this;
    }
    Story& wait(std::int64_t ms) {
        Outside::wait(ms);
        return *this;
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
    [[nodiscard]] std::string_view at() const { return screen_name(model); }
    template <class S>
    [[nodiscard]] const S& on() const {  // the citizen's screen
        return std::get<S>(model.citizen.screen);
    }
};

}  // namespace aaben::tests
