// What every citizen's screen answers alike: languages, the voice, and that both are forgotten with their citizen.
#include <catch2/catch_test_macros.hpp>

#include "flow_story.hpp"

using namespace aaben;
using namespace aaben::flow;
using tests::Story;

TEST_CASE("the languages stand over any screen, which is as it was when one is chosen or none") {
    Story s;
    s.open_shift()
        .say(TalkTouched{})
        .say(PurposeTouched{visit::Purpose::Illness})
        .say(NeedTouched{visit::Need::QuietPlace});
    s.say(LanguagesTouched{});
    CHECK(s.model.citizen.over == Over::Languages);
    s.say(LanguageTouched{"ar"});
    CHECK(s.model.citizen.language == "ar");
    CHECK(s.model.citizen.over == Over::Nothing);
    s.say(LanguagesTouched{}).say(BackTouched{});  // 'Tilbage' leads to the screen below, not past it
    CHECK(s.model.citizen.over == Over::Nothing);
    CHECK(s.at() == NeedsScreen::name);
    CHECK(s.model.citizen.choices.needs.has(visit::Need::QuietPlace));
    CHECK(s.model.citizen.language == "ar");
    s.say(LanguagesTouched{}).say(LanguageTouched{"klingon"});  // none that the glass knows
    CHECK(s.model.citizen.over == Over::Languages);
}

TEST_CASE("who leaves the languages open is forgotten like anybody, also at home") {
    Story s;
    s.say(LanguagesTouched{});
    CHECK(s.at() == HomeScreen::name);
    s.wait(60'100);
    CHECK(s.model.citizen.over == Over::Nothing);
    s.open_shift().say(TalkTouched{}).say(LanguagesTouched{}).wait(80'100);
    CHECK(s.at() == HomeScreen::name);
    CHECK(s.model.citizen.over == Over::Nothing);
}

TEST_CASE("a call that could not be saved says so also when the languages stood over it") {
    Story s;
    s.fails = true;
    s.say(LanguagesTouched{}).say(BackTouched{}).say(HelpTouched{}).say(LanguagesTouched{});
    s.say(LanguageTouched{"ar"});
    const auto* help = std::get_if<HelpNowScreen>(&s.model.citizen.screen);
    REQUIRE(help != nullptr);
    CHECK(help->help.empty());
}

TEST_CASE("who listens is not asked, and is forgotten like anybody when it is silent") {
    Story s;
    s.open_shift().say(VoiceSeen{true}).say(SpeakTouched{}).say(TalkTouched{});
    CHECK(s.model.citizen.aloud);
    for (int sentence = 0; sentence < 10; ++sentence) s.wait(30'000).say(Spoken{});
    CHECK_FALSE(s.model.citizen.still_there);
    s.wait(60'100);
    CHECK(s.model.citizen.still_there);
    s.say(Spoken{});  // the question itself was spoken: no sign of life
    CHECK(s.model.citizen.still_there);
    s.wait(20'000);
    CHECK(s.at() == HomeScreen::name);
    CHECK_FALSE(s.model.citizen.aloud);  // the next one chooses anew
    s.say(SpeakTouched{}).wait(60'100);
    CHECK_FALSE(s.model.citizen.aloud);
}

TEST_CASE("the voice stays on from a screen back to home, until it is switched off") {
    Story s;
    s.open_shift().say(VoiceSeen{true}).say(SpeakTouched{}).say(TalkTouched{}).say(BackTouched{});
    CHECK(s.at() == HomeScreen::name);
    CHECK(s.model.citizen.aloud);
    s.say(SpeakTouched{});
    CHECK_FALSE(s.model.citizen.aloud);
}

TEST_CASE("the language somebody read before Danish is forgotten with them, also at home") {
    Story s;
    s.say(LanguageTouched{"ar"}).say(LanguageTouched{"da"});
    CHECK(s.model.citizen.own_language == "ar");
    s.wait(60'100);
    CHECK(s.model.citizen.own_language.empty());
}
