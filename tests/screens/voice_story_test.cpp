// By ear and by keypad: what is spoken, judged without a look at the glass. Real screens, real narrator, the keys of
// the keypad; what the voice makes of it is tests/e2e/voice_test.cpp.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "fakes/glass.hpp"
#include "language/aloud.hpp"
#include "voice/narrator.hpp"

using namespace aaben;
using fakes::Glass;
using text::Key;
using widgets::KeypadStep;

namespace {
const text::Catalogue& words() {
    static const text::Catalogue read = text::Catalogue::load(aaben::tests::source_dir() + "/assets/languages").value();
    return read;
}

// Somebody who hears and presses keys, and has nothing else.
class Listener {
  public:
    explicit Listener(std::string language = "da", widgets::Metrics panel = {},
                      flow::Model model = tests::unit_with_people())
        : language_(std::move(language)), glass(panel, std::move(model)), narrator_(words()) {
        glass.say(flow::VoiceSeen{true});
        if (language_ != "da") glass.say(flow::LanguageTouched{language_});
        hear();
    }

    // Steps on until what is said begins so, then selects.
    Listener& choose(Key key) { return choose(words().get(key, language_)); }
    Listener& choose(std::string_view label) {
        const std::string wanted = said_of(label);
        for (int n = 0; n < 60; ++n) {
            glass.keypad(KeypadStep::Next), hear();
            if (said.size() != 1 || !said.front().text.starts_with(wanted)) continue;
            glass.keypad(KeypadStep::Activate), hear();
            return *this;
        }
        FAIL("nothing that is called \"" << wanted << "\" can be stood on");
        return *this;
    }
    Listener& aloud() {
        glass.say(flow::SpeakTouched{}), hear();
        return *this;
    }
    void hear() {
        const auto say = narrator_.look(glass.world.model, glass.tree());
        spoke = say.has_value();
        instead = say && say->instead;
        said = say ? say->sentences : std::vector<voice::Sentence>{};
        for (const voice::Sentence& sentence : said) heard_.push_back(sentence.text);
    }
    [[nodiscard]] bool heard(Key key) const { return heard(words().get(key, language_)); }
    [[nodiscard]] bool heard(std::string_view label) const {
        const std::string wanted = said_of(label);
        return std::ranges::any_of(heard_, [&](const std::string& text) { return text.find(wanted) != text.npos; });
    }
    [[nodiscard]] bool said_now(std::string_view text) const {
        return std::ranges::any_of(heard_, [&](const std::string& one) { return one == text; });
    }
    [[nodiscard]] std::string said_of(std::string_view label) const {
        return language::written_out(words().spoken(language_), label);
    }
    void forget() { heard_.clear(); }

  private:
    std::string language_;

  public:
    Glass glass;
    std::vector<voice::Sentence> said;  // after the last frame
    bool spoke = false, instead = false;

  private:
    voice::Narrator narrator_;
    std::vector<std::string> heard_;
};
}  // namespace

TEST_CASE("Nothing is said before somebody asks for it, and nothing any more after the next citizen came") {
    Listener l;
    CHECK_FALSE(l.spoke);
    l.glass.tap("Jeg vil tale med nogen"), l.hear();
    CHECK_FALSE(l.spoke);
    l.aloud();
    CHECK(l.heard(Key::voice_begins));  // others can hear it
    CHECK(l.heard("Hvad drejer det sig om?"));
    CHECK(l.heard("Penge"));
    l.glass.say(flow::DoneTouched{}), l.hear();  // forgotten
    CHECK(l.spoke);
    CHECK(l.instead);
    CHECK(l.said.empty());  // silence, at once
    l.glass.tap("Jeg vil tale med nogen"), l.hear();
    CHECK_FALSE(l.spoke);
}

TEST_CASE("A check-in by ear and keypad alone, in every language that has a voice") {
    for (const language::Language& language : words().languages()) {
        if (language.espeak.empty()) continue;
        INFO(language.tag);
        Listener l(language.tag);
        l.aloud();
        CHECK(l.heard(Key::home_title));
        l.choose(Key::home_talk);
        CHECK(l.heard(Key::purpose_title));
        l.choose(Key::purpose_money);
        CHECK(l.heard(Key::need_title));
        l.choose(Key::need_quiet);
        REQUIRE_FALSE(l.said.empty());
        CHECK(l.said.back().text.ends_with(words().get(Key::voice_selected, language.tag)));
        l.choose(Key::common_next);
        CHECK(l.heard(Key::whom_title));
        l.choose(Key::whom_anyone);
        CHECK(l.glass.screen() == flow::CallSignScreen::name);
        CHECK(l.heard(Key::sign_checked_in));
        const visit::CallSign& sign = l.glass.world.model.unit.visits.back().sign;
        CHECK(l.heard(text::sign_name(words(), visit::colour_names[static_cast<std::size_t>(sign.colour)],
                                      visit::picture_names[static_cast<std::size_t>(sign.picture)], sign.number,
                                      language.tag)));
        CHECK(l.glass.world.model.unit.visits.back().choices.needs.has(visit::Need::QuietPlace));
    }
}

TEST_CASE("A letter by ear and keypad: chosen, what to do and by when, what happens otherwise, and a person") {
    Listener l;
    l.aloud();
    l.choose(Key::home_letter).choose(Key::letter_choose);
    l.glass.say(flow::LetterPicked{"partshoering"}), l.hear();  // the list is long; its pages are another story
    REQUIRE(l.glass.screen() == flow::LetterCardsScreen::name);
    CHECK(l.heard("Sådan et brev hedder en partshøring."));
    l.choose("Gør det");
    CHECK(l.heard("Du kan ringe eller skrive."));
    l.choose("Ellers?");
    CHECK(l.heard("Svarer du ikke, bestemmer kommunen uden dit svar."));
    l.choose(Key::letter_talk_here);
    CHECK(l.heard(Key::need_title));
}

TEST_CASE("A screen that stays says only what is new, and the keys of a keyboard where one stands") {
    Listener l;
    l.aloud().choose(Key::home_talk).choose(Key::purpose_money).choose(Key::common_next).choose(Key::whom_anyone);
    l.choose(Key::sign_say_name);
    REQUIRE(l.glass.screen() == flow::NameScreen::name);
    for (const voice::Sentence& sentence : l.said) CHECK(sentence.text != "Q");
    l.choose("B");
    CHECK(l.heard("B"));
    l.hear();
    CHECK_FALSE(l.spoke);  // nothing happened
    l.glass.wait_s(61), l.hear();
    CHECK(l.heard(Key::idle_title));  // the question stands over the screen
}

TEST_CASE("Who asks for help is heard once, here and at the unit's other displays; a silent alarm is not heard here") {
    flow::Model model = tests::unit_with_people();
    model.has_voice = true;
    voice::Narrator narrator(words());
    const widgets::Tree nothing;
    const auto sounds = [&] {
        const auto say = narrator.look(model, nothing);
        return say && say->chime;
    };
    CHECK_FALSE(sounds());
    model.unit.help.push_back({"help-1", model.now_ms});
    CHECK(sounds());
    CHECK_FALSE(sounds());
    model.unit.help.push_back({"help-2", model.now_ms});
    CHECK(sounds());
    model.unit.help.clear();
    CHECK_FALSE(sounds());
    model.unit.alarms.push_back({"alarm-1", model.now_ms, "shift-1"});
    CHECK_FALSE(sounds());
    model.help_calls.push_back(
        {.help = "help-3", .elsewhere = true, .asked_ms = model.now_ms, .seen_by = {}, .seen_ms = 0});
    CHECK(sounds());
    CHECK_FALSE(sounds());
}

TEST_CASE("A language without a voice says so, and its reader may listen in Danish") {
    for (const language::Language& language : words().languages()) {
        if (!language.espeak.empty()) continue;
        INFO(language.tag);
        Listener l(language.tag);
        l.glass.tap(words().get(Key::voice_aloud, language.tag)), l.hear();
        REQUIRE(l.spoke);  // in Danish: who asked may not read either
        for (const voice::Sentence& sentence : l.said) CHECK(sentence.language == "da");
        CHECK(l.glass.sees(words().get(Key::voice_none, language.tag)));
        l.glass.tap(words().get(Key::voice_in_danish, language.tag)), l.hear();
        CHECK(flow::language(l.glass.world.model) == "da");
        REQUIRE(l.spoke);
        CHECK(l.said.front().language == "da");
        // Back in a language without a voice the glass is silent and does not say that it speaks.
        l.glass.choose_language(language.name), l.hear();
        CHECK_FALSE(l.glass.find(words().get(Key::voice_aloud, language.tag)).selected);
    }
}

TEST_CASE("The number of the health card is masked for the ear too") {
    Listener l;
    l.aloud().choose(Key::home_talk).choose(Key::purpose_money).choose(Key::common_next).choose(Key::whom_anyone);
    l.choose(Key::sign_have_meeting);
    REQUIRE(l.glass.screen() == flow::IdentifyScreen::name);
    l.forget();
    for (const char* digit : {"0", "7", "0", "7"}) l.glass.tap(widgets::Role::Key, digit), l.hear();
    CHECK_FALSE(l.heard("0707"));
    CHECK_FALSE(l.heard("syv"));
}

TEST_CASE(
    "A call is said in the visit's language and in Danish, once; who wants to be fetched silently is not called") {
    flow::Model model = tests::unit_with_people();
    for (visit::Visit& one : model.unit.visits) one.choices.language = "en", one.choices.needs = {};
    const visit::Visit called = model.unit.visits.front();
    flow::Staff staff;
    staff.caseworker = model.roster.people.front().id;
    staff.screen = flow::StaffCallScreen{called.id};
    model.staff = staff;
    voice::Narrator narrator(words());
    const widgets::Tree none;
    model.has_voice = true;
    const auto say = narrator.look(model, none);
    REQUIRE(say);
    CHECK(say->chime);
    REQUIRE(say->sentences.size() == 2);
    CHECK(say->sentences[0].language == "en");
    CHECK(say->sentences[1].language == "da");
    CHECK(say->sentences[1].text.find("Gå hen til Mette") != std::string::npos);
    CHECK_FALSE(narrator.look(model, none));  // once
    model.unit.visits.front().missed_calls = 1;
    CHECK(narrator.look(model, none));  // called again
    model.unit.visits.front().missed_calls = 2;
    model.unit.visits.front().choices.needs.put(visit::Need::FetchSilently);
    CHECK_FALSE(narrator.look(model, none));
}

TEST_CASE("What has happened comes first, then the sign; the ways on come last") {
    Listener l;
    l.aloud().choose(Key::home_talk).choose(Key::purpose_money).choose(Key::common_next).choose(Key::whom_anyone);
    REQUIRE(l.said.size() > 3);
    CHECK(l.said[0].text == "Du er tjekket ind. Dit tegn er");
    const visit::CallSign& sign = l.glass.world.model.unit.visits.back().sign;
    CHECK(l.said[1].text.find(l.said_of(std::to_string(sign.number))) != std::string::npos);
    l.choose(Key::sign_have_meeting);
    l.forget();
    for (int n = 0; n < 40; ++n) l.glass.keypad(KeypadStep::Next), l.hear();
    CHECK(l.heard(Key::common_back));
    for (const char* digit : {"et", "to", "tre", "ni"}) CHECK_FALSE(l.said_now(digit));  // the field is masked
}

TEST_CASE("Danish lines are said by the Danish voice, whatever is read beside them; foreign names by their own") {
    Listener l("fa");
    l.glass.scan("partshoering").say(flow::RingTouched{}).say(flow::PractiseTouched{});
    bool practised = false;
    for (const voice::Sentence& one : voice::page_speech(l.glass.tree(), words(), "fa"))
        if (one.text.find("Goddag") != std::string::npos) practised = one.language == "da";
    CHECK(practised);
    l.glass.say(flow::LanguagesTouched{});
    for (const language::Language& language : words().languages()) {
        const auto* tile = l.glass.tree().find(widgets::Role::Tile, language.name);
        REQUIRE(tile != nullptr);
        CHECK(tile->language == language.tag);
    }
}

TEST_CASE("Who listens keeps their language when they touch a sign that is another's") {
    flow::Model model = tests::unit_with_people();
    for (visit::Visit& one : model.unit.visits) one.choices.language = "ti", one.state = visit::State::Called;
    Listener l("da", {}, model);
    l.aloud();
    l.glass.say(flow::MySignTouched{}).say(flow::SignTouched{model.unit.visits.front().id});
    CHECK(flow::language(l.glass.world.model) == "da");
}

TEST_CASE("From Danish, which staff read, it is one touch back to one's own language") {
    Glass g;
    g.choose_language("فارسی").tap("Dansk");
    CHECK(flow::language(g.world.model) == "da");
    g.tap("فارسی");
    CHECK(flow::language(g.world.model) == "fa");
    g.say(flow::DoneTouched{});
    CHECK(g.world.model.citizen.own_language.empty());  // the next one begins anew
}

TEST_CASE("Every screen of the citizen says its question and every way on from it, in every language") {
    for (const tests::Sample& sample : tests::samples())
        for (const language::Language& language : words().languages()) {
            const flow::Model model = tests::in_language(sample.model, language.tag);
            if (flow::language(model) != language.tag || model.staff || model.door) continue;
            INFO(sample.name << " " << language.tag);
            const Glass glass({}, model);
            const std::vector<voice::Sentence> said = voice::page_speech(glass.tree(), words(), language.tag);
            for (const widgets::Node& node : glass.tree().nodes) {
                if (node.covered || node.role == widgets::Role::Key) continue;
                const bool pressed = widgets::can_be_pressed(node.role);
                if (!pressed && node.role != widgets::Role::Heading && node.role != widgets::Role::Status) continue;
                const voice::Sentence own = voice::sentence_of(node, words(), language.tag);
                CHECK_FALSE(own.text.empty());
                CHECK(std::ranges::find(said, own) != said.end());
            }
        }
}
