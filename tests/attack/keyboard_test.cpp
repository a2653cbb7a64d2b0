// What comes over the keyboard's wire: scanners that spell a card in their own way, keys that would end the kiosk, a
// panel that goes away with a finger on it. SDL's own events enter, as from the machine.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <cstdlib>

#include "glass/display.hpp"
#include "glass/end_signals.hpp"
#include "glass/input.hpp"
#include "seal/keys.hpp"
#include "seal/pin.hpp"
#include "shell/effects.hpp"
#include "visit/identity.hpp"

using namespace aaben;
using glass::Events;

namespace {

constexpr Uint32 no_wake = SDL_LASTEVENT;

SDL_Event key_down(SDL_Keycode code, Uint32 at_ms, Uint16 mod = 0) {
    SDL_Event e{};
    e.type = SDL_KEYDOWN, e.key.timestamp = at_ms, e.key.keysym.sym = code, e.key.keysym.mod = mod;
    return e;
}

// As a wedge types it: a character a key, then the key it ends with.
std::vector<std::string> scans_of(std::string_view typed, SDL_Keycode end = SDLK_RETURN) {
    glass::Input input;
    input.set_size(1280, 800);
    Events out;
    Uint32 at_ms = 1'000;
    for (std::size_t i = 0; i < typed.size();) {
        std::size_t bytes = 1;
        while (i + bytes < typed.size() && (static_cast<unsigned char>(typed[i + bytes]) & 0xC0U) == 0x80U) ++bytes;
        SDL_Event e{};
        e.type = SDL_TEXTINPUT, e.text.timestamp = at_ms++;
        typed.substr(i, bytes).copy(e.text.text, bytes);
        input.translate(e, no_wake, out);
        i += bytes;
    }
    input.translate(key_down(end, at_ms), no_wake, out);
    std::vector<std::string> scans;
    for (const glass::Event& event : out)
        if (const auto* scan = std::get_if<glass::Scan>(&event)) scans.push_back(scan->text);
    return scans;
}

SDL_Event window_event(Uint8 what) {
    SDL_Event e{};
    e.type = SDL_WINDOWEVENT, e.window.event = what;
    return e;
}

// The test program's own handlers stand aside meanwhile.
struct NoSignals {
    struct sigaction term{}, interrupt{};
    NoSignals() {
        struct sigaction none{};
        none.sa_handler = SIG_DFL;
        sigaction(SIGTERM, &none, &term);
        sigaction(SIGINT, &none, &interrupt);
    }
    ~NoSignals() {
        sigaction(SIGTERM, &term, nullptr);
        sigaction(SIGINT, &interrupt, nullptr);
    }
    NoSignals(const NoSignals&) = delete;
    NoSignals& operator=(const NoSignals&) = delete;
};

template <class E>
bool holds(const Events& events) {
    return std::ranges::any_of(events, [](const glass::Event& e) { return std::holds_alternative<E>(e); });
}

}  // namespace

TEST_CASE("a badge is known however its scanner spells it, and its notes open by the badge as it was issued") {
    const seal::Secret pepper(std::string(32, 'p'));
    struct Row {
        const char *issued, *typed;
    };
    for (const Row& row :
         {Row{"AD-MEDARBEJDER-1", "AD-MEDARBEJDER-1"},
          Row{"AD-MEDARBEJDER-1", "AD+MEDARBEJDER+1"},     // American scanner, Danish machine
          Row{"AD-MEDARBEJDER-1", "AD/MEDARBEJDER/1"},     // Danish scanner, American machine
          Row{"AD-MEDARBEJDER-1", "ad-medarbejder-1"},     // Caps Lock
          Row{"AD-MEDARBEJDER-1", "ad+medarbejder+1"},     // both
          Row{"AD-MEDARBEJDER-1", "]C1AD-MEDARBEJDER-1"},  // AIM in front
          Row{"AD-MEDARBEJDER-1", "¨c1ad+medarbejder+1 "},
          Row{"AD-MEDARBEJDER-1", "Ä0AD+MEDARBEJDER+1"},  // the bracket melted into the letter
          Row{"AD-MEDARBEJDER-1", " AD-MEDARBEJDER-1 "}, Row{"AD-MEDARBEJDER-1", "AD_MEDARBEJDER_1"},
          Row{"AD-MEDARBEJDER-1", "AD–MEDARBEJDER–1"}, Row{"Ab;7/x", "abÆ7-X"},  // no: Caps Lock turns every letter
          Row{"Ab;7/x", "aBÆ7-X"}, Row{"12345678", "12345678"}}) {
        INFO(row.issued << " typed as " << row.typed);
        visit::Roster roster;
        roster.people.push_back({"jonas", "", "", {}, seal::badge_hash(pepper, "another"), "", "", "", {}});
        roster.people.push_back({"mette", "", "", {}, seal::badge_hash(pepper, row.issued), "", "", "", {}});
        const auto scans = scans_of(row.typed);
        REQUIRE(scans.size() == 1);
        const auto who = shell::wearer_of(roster, pepper, scans.front());
        if (std::string_view(row.typed) == "abÆ7-X") {
            CHECK_FALSE(who);
            continue;
        }
        REQUIRE(who);
        CHECK(who->caseworker == "mette");
        CHECK(who->badge == row.issued);
    }
}

TEST_CASE("a scanner may end its line with Enter, the keypad's Enter or Tab") {
    for (const SDL_Keycode end : {SDLK_RETURN, SDLK_KP_ENTER, SDLK_TAB})
        CHECK(scans_of("AD-1", end) == std::vector<std::string>{"AD-1"});
    glass::Input input;
    Events out;
    input.translate(key_down(SDLK_TAB, 9'000), no_wake, out);  // alone it is the keypad's step
    CHECK(holds<widgets::KeypadStep>(out));
}

TEST_CASE("a card's number is read through the wrong layout too, and rubbish is still no number") {
    for (const char* typed :
         {"010107+4111", "010107/4111", "010107–4111", "010107_4111", "]C10101074111", " 0101074111 "}) {
        INFO(typed);
        const auto read = visit::read_identity(typed);
        REQUIRE(read);
        CHECK(read->number == "0101074111");
    }
    for (const char* rubbish : {"", "+++", "]C1", "\xc3", "http://example.invalid/1234567", "\xff\xfe+/_"})
        CHECK_FALSE(visit::read_identity(rubbish));
}

TEST_CASE("Alt-F4 and what a window manager sends end nothing; only a signal does") {
    const NoSignals aside;
    glass::Input input;
    SDL_Event quit{};
    quit.type = SDL_QUIT;
    Events out;
    for (const SDL_Event& e : {quit, window_event(SDL_WINDOWEVENT_CLOSE), key_down(SDLK_F4, 1'000, KMOD_ALT),
                               key_down(SDLK_ESCAPE, 1'000), key_down(SDLK_q, 1'000, KMOD_CTRL)})
        input.translate(e, no_wake, out);
    CHECK_FALSE(holds<glass::Quit>(out));
    for (const int signal : {SIGTERM, SIGINT}) {
        glass::hear_end_signals();
        std::raise(signal);
        input.translate(quit, no_wake, out);
        CHECK(holds<glass::Quit>(out));
        out.clear();
        glass::forget_end_signals();
        input.translate(quit, no_wake, out);
        CHECK_FALSE(holds<glass::Quit>(out));
    }
}

TEST_CASE("a window lives through a closing window manager, and ends when it is told to") {
    if (std::getenv("DISPLAY") == nullptr) SKIP("there is no display to open a window on");
    const NoSignals aside;
    auto window = glass::Display::open_window({.width_px = 320, .height_px = 240});
    REQUIRE(window);
    SDL_Event quit{};
    quit.type = SDL_QUIT;
    for (SDL_Event e : {quit, window_event(SDL_WINDOWEVENT_CLOSE), key_down(SDLK_F4, 1'000, KMOD_ALT)})
        SDL_PushEvent(&e);
    Events heard;
    for (int i = 0; i < 5; ++i)
        for (glass::Event& event : (*window)->wait(20)) heard.push_back(std::move(event));
    CHECK_FALSE(holds<glass::Quit>(heard));
    std::raise(SIGTERM);  // SDL's own handler wakes the wait
    for (int i = 0; i < 100 && !holds<glass::Quit>(heard); ++i)
        for (glass::Event& event : (*window)->wait(20)) heard.push_back(std::move(event));
    CHECK(holds<glass::Quit>(heard));
}

TEST_CASE("a panel that goes, comes back, turns, is resized or sleeps with a finger on it ends that touch") {
    SDL_Event turned{}, lost{};
    turned.type = SDL_DISPLAYEVENT, turned.display.event = SDL_DISPLAYEVENT_ORIENTATION;
    lost.type = SDL_RENDER_TARGETS_RESET;
    SDL_Event gone = turned;
    gone.display.event = SDL_DISPLAYEVENT_DISCONNECTED;
    for (const SDL_Event& e :
         {turned, gone, lost, window_event(SDL_WINDOWEVENT_SIZE_CHANGED), window_event(SDL_WINDOWEVENT_HIDDEN),
          window_event(SDL_WINDOWEVENT_MINIMIZED), window_event(SDL_WINDOWEVENT_FOCUS_LOST)}) {
        INFO("event " << e.type << ", " << static_cast<int>(e.window.event));
        glass::Input input;
        input.set_size(1280, 800);
        Events out;
        SDL_Event down{};
        down.type = SDL_FINGERDOWN, down.tfinger.x = down.tfinger.y = 0.5F;
        input.translate(down, no_wake, out);
        input.translate(e, no_wake, out);
        widgets::TouchTracker tracker;
        for (const glass::Event& event : out)
            if (const auto* touch = std::get_if<widgets::TouchEvent>(&event)) tracker.feed(*touch, {7}, 10);
        CHECK(tracker.held() == 0);
    }
}

TEST_CASE("ten thousand scans a minute without an Enter keep no more than one line") {
    glass::ScanGatherer scans;
    for (int i = 0; i < 10'000; ++i) scans.typed("AD-MEDARBEJDER-1", 1'000 + i);
    CHECK(scans.entered(11'000)->text.size() <= glass::scan_bytes_max);
    CHECK_FALSE(scans.entered(11'001));
}
