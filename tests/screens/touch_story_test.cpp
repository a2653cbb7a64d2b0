// What fingers do that nobody meant: twice, sliding, long, with a second one, never up.
#include <catch2/catch_test_macros.hpp>

#include <map>

#include "fakes/glass.hpp"

using namespace aaben;
using fakes::Glass;
using widgets::TouchEvent;

namespace {
const widgets::Metrics landscape{1280, 800, 149}, portrait{800, 1280, 149};
}  // namespace

TEST_CASE("A double touch presses once, also when another screen lies under the finger") {
    Glass g;
    const widgets::Node talk = g.find("Jeg vil tale med nogen");
    const float x = talk.hit.centre_x(), y = talk.hit.centre_y();
    for (int touch = 0; touch < 2; ++touch) {
        g.finger(TouchEvent::Kind::Down, x, y);
        g.world.mono += 60;
        g.finger(TouchEvent::Kind::Up, x, y);
        g.world.mono += 120;
    }
    CHECK(g.screen() == flow::PurposeScreen::name);
}

TEST_CASE("A finger may slip within its target, and lets go of it by leaving") {
    Glass g;
    const widgets::Node talk = g.find("Jeg vil tale med nogen");
    g.finger(TouchEvent::Kind::Down, talk.hit.x + 20, talk.hit.y + 20);
    g.finger(TouchEvent::Kind::Move, talk.hit.end() - 20, talk.hit.bottom() - 20);
    CHECK(g.find("Jeg vil tale med nogen").pressed);
    g.finger(TouchEvent::Kind::Up, talk.hit.end() - 20, talk.hit.bottom() - 20);
    CHECK(g.screen() == flow::PurposeScreen::name);

    Glass h;
    h.finger(TouchEvent::Kind::Down, talk.hit.x + 20, talk.hit.y + 20);
    h.finger(TouchEvent::Kind::Up, talk.hit.x + 20, talk.hit.bottom() + 60);
    CHECK(h.screen() == flow::HomeScreen::name);
}

TEST_CASE("A long press is an ordinary press and a second finger is not heard") {
    Glass g;
    const widgets::Node talk = g.find("Jeg vil tale med nogen"), letter = g.find("Forstå mit brev");
    g.finger(TouchEvent::Kind::Down, talk.hit.centre_x(), talk.hit.centre_y(), 1);
    g.world.mono += 1'000;
    g.finger(TouchEvent::Kind::Down, letter.hit.centre_x(), letter.hit.centre_y(), 2);
    g.finger(TouchEvent::Kind::Up, letter.hit.centre_x(), letter.hit.centre_y(), 2);
    CHECK(g.screen() == flow::HomeScreen::name);
    g.world.mono += 4'000;
    g.finger(TouchEvent::Kind::Up, talk.hit.centre_x(), talk.hit.centre_y(), 1);
    CHECK(g.screen() == flow::PurposeScreen::name);
}

TEST_CASE("After a finger whose up was lost the glass still hears everybody") {
    Glass g;
    g.finger(TouchEvent::Kind::Down, 30, 30, 1);
    g.world.mono += 1'500;
    g.tap("Jeg vil tale med nogen");  // finger 0
    CHECK(g.screen() == flow::PurposeScreen::name);
}

TEST_CASE("A double tap on 'Færdig' does nothing to what home puts there") {
    Glass g;
    g.tap("Jeg vil tale med nogen").tap("Penge").tap("Videre").tap("Den første, der har tid");
    const widgets::Node done = g.find("Færdig");
    g.tap("Færdig");
    REQUIRE(g.screen() == flow::HomeScreen::name);
    for (int again = 0; again < 3; ++again) {
        g.world.mono += 250;
        g.finger(TouchEvent::Kind::Down, done.hit.centre_x(), done.hit.centre_y());
        g.world.mono += 80;
        g.finger(TouchEvent::Kind::Up, done.hit.centre_x(), done.hit.centre_y());
    }
    CHECK(g.screen() == flow::HomeScreen::name);
}

TEST_CASE("Every digit of a quick hand is typed, doubles too") {
    Glass g;
    g.tap("Ring mig op").type("22334455").tap("Videre");  // which waits for all eight
    CHECK(g.screen() == flow::CallbackWhenScreen::name);
}
