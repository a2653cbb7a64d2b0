// A letter of several pages: laid page by page, read together, forgotten together.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "flow_story.hpp"

using namespace aaben;
using namespace aaben::flow;
using tests::Story;

namespace {
template <class E>
long asked(const Story& s) {
    return std::ranges::count_if(s.effects, [](const Effect& e) { return std::holds_alternative<E>(e); });
}

Story at_camera() {
    Story s;
    s.say(DevicesSeen{true}).say(LetterTouched{}).say(CameraTouched{});
    return s;
}

LetterRead read_pages(const std::string& type, int pages, int missing) {
    LetterRead read;
    read.type = type, read.pages = pages, read.missing_page = missing;
    return read;
}
}  // namespace

TEST_CASE("a letter that says it goes on is asked for its next page, and both are explained as one") {
    Story s = at_camera();
    s.say(read_pages("indkaldelse-jobsamtale", 1, 2));
    REQUIRE(s.at() == LetterMoreScreen::name);
    s.say(MorePagesTouched{});
    REQUIRE(s.at() == LetterCameraScreen::name);
    CHECK(s.on<LetterCameraScreen>().stage == ReadingStage::Looking);
    const auto* camera = std::get_if<StartCamera>(&s.effects.back());
    REQUIRE(camera);
    CHECK(camera->next_page);
    LetterRead both = read_pages("indkaldelse-jobsamtale", 2, 0);
    both.fields.meeting_date = calendar::Date{2026, 12, 1};
    s.say(both);
    CHECK(s.at() == LetterCardsScreen::name);
    CHECK(s.model.citizen.letter.fields.meeting_date == calendar::Date{2026, 12, 1});
    CHECK(s.model.citizen.letter.pages == 2);
    CHECK(asked<ForgetPictures>(s) == 0);
}

TEST_CASE("without the next page the letter is explained as far as it was read") {
    Story s = at_camera();
    s.say(read_pages("partshoering", 1, 2)).say(WholeLetterTouched{});
    CHECK(s.at() == LetterCardsScreen::name);
    s.say(MorePagesTouched{}).say(LetterSeen{ReadingStage::NoCamera});
    CHECK(s.at() == LetterCameraScreen::name);
    s.say(WholeLetterTouched{});
    CHECK(s.at() == LetterCardsScreen::name);
    CHECK(s.model.citizen.letter.type == "partshoering");
}

TEST_CASE("a letter of no known type is shown by what stands in it, and a person is the way on") {
    Story s = at_camera();
    LetterRead read;
    read.official.sender = "gaeldsstyrelsen";
    read.official.passages = {{"Betal senest den 8. december 2026.", {{letters::FieldKind::Date, "2026-12-08"}}, true},
                              {"Ring til os.", {}, false}};
    read.shown = {{letters::passage_name(0), 1, std::nullopt, {}}};
    s.say(read);
    REQUIRE(s.at() == LetterOfficialScreen::name);
    s.say(PageTouched{1}).say(PageTouched{1});
    CHECK(s.on<LetterOfficialScreen>().page == 1);  // not past the last
    s.say(MorePagesTouched{});
    REQUIRE(s.at() == LetterCameraScreen::name);
    s.say(WholeLetterTouched{});  // there is no other page after all
    REQUIRE(s.at() == LetterOfficialScreen::name);
    s.say(TalkTouched{});
    REQUIRE(s.model.citizen.choices.letter);
    CHECK(s.model.citizen.choices.letter->type.empty());
    s.say(BackTouched{});
    CHECK(s.at() == LetterOfficialScreen::name);
    s.say(ChooseTouched{});
    CHECK(s.at() == LetterChooseScreen::name);
    CHECK(s.model.citizen.letter.official.empty());
    CHECK(asked<ForgetPictures>(s) == 1);
}

TEST_CASE("a page that makes the letter known takes its passages away") {
    Story s = at_camera();
    LetterRead read;
    read.official.sender = "kommune";
    s.say(read).say(MorePagesTouched{}).say(read_pages("partshoering", 2, 0));
    CHECK(s.at() == LetterCardsScreen::name);
    CHECK(s.model.citizen.letter.official.empty());
}

TEST_CASE("a page of another letter is not read with the first: it is said, and the first is explained") {
    Story s = at_camera();
    s.say(read_pages("partshoering", 1, 2)).say(MorePagesTouched{});
    LetterRead other = read_pages("partshoering", 1, 2);
    other.other_letter = true;
    s.say(other).say(LetterSeen{ReadingStage::Looking});
    REQUIRE(s.at() == LetterCameraScreen::name);
    CHECK(s.on<LetterCameraScreen>().stage == ReadingStage::OtherLetter);
    Story again = s;
    again.say(MorePagesTouched{});
    CHECK(again.on<LetterCameraScreen>().stage == ReadingStage::Looking);
    s.say(WholeLetterTouched{});
    CHECK(s.at() == LetterCardsScreen::name);
    CHECK(s.model.citizen.letter.type == "partshoering");
}

TEST_CASE("what was not found is asked for once; a page that fits nothing takes nothing away") {
    Story s = at_camera();
    LetterRead half = read_pages("indkaldelse-jobsamtale", 1, 0);
    half.incomplete = true;
    s.say(half);
    REQUIRE(s.at() == LetterMoreScreen::name);
    s.say(MorePagesTouched{}).say(read_pages("", 1, 0));
    CHECK(s.at() == LetterCameraScreen::name);
    CHECK(s.on<LetterCameraScreen>().stage == ReadingStage::Unsure);
    s.say(WholeLetterTouched{});
    CHECK(s.at() == LetterCardsScreen::name);
    half.pages = 2;
    s.say(MorePagesTouched{}).say(half);
    CHECK(s.at() == LetterCardsScreen::name);
}

TEST_CASE("nobody is sent round in circles: after four pages no further one is offered") {
    Story s = at_camera();
    s.say(read_pages("partshoering", letter_pages_max, letter_pages_max + 1));
    CHECK(s.at() == LetterCardsScreen::name);
    s.say(MorePagesTouched{});
    CHECK(s.at() == LetterCardsScreen::name);
}

TEST_CASE("pages are forgotten by cancelling, by choosing another way, by talking unread, and by idleness") {
    const std::vector<Message> ways{CancelTouched{}, ChooseTouched{}, TalkTouched{}, GoneTouched{}};
    for (const Message& way : ways) {
        Story s = at_camera();
        s.say(read_pages("", 1, 0));
        REQUIRE(s.at() == LetterCameraScreen::name);
        CHECK(asked<ForgetPictures>(s) == 0);  // a second page may still make it clear
        s.say(way);
        CHECK(asked<ForgetPictures>(s) == 1);
    }
    Story s = at_camera();
    s.say(read_pages("partshoering", 1, 2)).wait(idle_ask_ms + idle_answer_ms + 1);
    CHECK(asked<ForgetPictures>(s) == 1);
    CHECK(s.at() == HomeScreen::name);
    CHECK(s.model.citizen.letter.pages == 0);
}

TEST_CASE("the call is practised step by step, back and again, and leads to a person with the letter carried along") {
    Story s;
    s.open_shift();
    s.say(LetterTouched{}).say(ChooseTouched{}).say(LetterPicked{"partshoering"});
    s.say(PractiseTouched{0});
    CHECK(s.at() == LetterCardsScreen::name);  // not from anywhere
    s.say(RingTouched{}).say(PractiseTouched{0});
    REQUIRE(s.at() == LetterPracticeScreen::name);
    for (int step = 1; step <= 4; ++step) {
        s.say(PractiseTouched{step});
        CHECK(s.on<LetterPracticeScreen>().step == step);
    }
    s.say(PractiseTouched{9});
    CHECK(s.on<LetterPracticeScreen>().step == 4);
    s.say(PractiseTouched{0}).say(BackTouched{});
    CHECK(s.at() == LetterRingScreen::name);
    s.say(PractiseTouched{0}).say(TalkTouched{});
    REQUIRE(s.model.citizen.choices.letter);
    CHECK(s.model.citizen.choices.letter->type == "partshoering");
}

TEST_CASE("back from a person to the letter shows the cards or the beginning, never a camera that is off") {
    Story unread = at_camera();
    unread.say(TalkTouched{});
    REQUIRE(unread.at() == NobodyHereScreen::name);
    unread.say(BackTouched{});
    CHECK(unread.at() == LetterStartScreen::name);
    Story read = at_camera();
    read.say(read_pages("partshoering", 1, 2)).say(TalkTouched{}).say(BackTouched{});
    CHECK(read.at() == LetterCardsScreen::name);
}

TEST_CASE("'Noget af det' leads to a question, with somebody here or without") {
    for (const bool somebody : {true, false}) {
        Story s;
        if (somebody) s.open_shift();
        s.say(Scanned{"partshoering"}).say(UnderstoodTouched{}).say(UnderstoodGiven{visit::Understood::Partly});
        CHECK(s.at() == LetterHelpScreen::name);
        s.say(CardTouched{0});
        CHECK(s.at() == LetterCardsScreen::name);
        CHECK(s.model.citizen.letter.type == "partshoering");
    }
}
