// Notes sealed to staff: whose they are, what opening them saves, and that nothing of them stays behind the lock.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "flow/update.hpp"

using namespace aaben;
using namespace aaben::flow;

namespace {

struct Glass {  // effects are only looked at; what the worker would answer is said by the test
    Model m;
    Effects seen;
    int ids = 0;

    Glass() {
        m.roster.people = {{"mette", "Mette Prøve", "ME", {}, "", "", "", "", {}},
                           {"jonas", "Jonas Prøve", "JO", {}, "", "", "", "", {}}};
    }
    Glass& say(const Message& message) {
        Next next = update(std::move(m), message, {1'795'424'400'000, 5'000, "id-" + std::to_string(++ids)});
        m = std::move(next.model);
        std::ranges::move(next.effects, std::back_inserter(seen));
        return *this;
    }
    Glass& sign_in(const std::string& who) {
        say(BadgeTouched{}).say(BadgeChecked{who, "badge-of-" + who});
        for (const char digit : std::string("246810")) say(KeyTouched{std::string(1, digit)});
        return say(PinChecked{who, PinAnswer::Right, m.last_check});
    }
    template <class T>
    [[nodiscard]] std::vector<T> asked() const {
        std::vector<T> out;
        for (const Effect& e : seen)
            if (const auto* one = std::get_if<T>(&e)) out.push_back(*one);
        return out;
    }
    template <class Act>
    [[nodiscard]] std::vector<Act> saved() const {
        std::vector<Act> out;
        for (const Save& save : asked<Save>())
            if (const auto* one = std::get_if<Act>(&save.act)) out.push_back(*one);
        return out;
    }
};

const Note brief{NoteKind::Brief, "visit-7", "Har brug for god tid.", 1};
const Note answer{NoteKind::Answer, "callback-1", "Vi har ringet.", 2};

}  // namespace

TEST_CASE("the badge's text goes with the PIN to the worker and is forgotten with the sign-in") {
    Glass g;
    g.sign_in("mette");
    REQUIRE(g.asked<CheckPin>().size() == 1);
    CHECK(g.asked<CheckPin>()[0].badge == "badge-of-mette");
    CHECK_FALSE(g.m.door.has_value());
    CHECK(screen_name(g.m) == StaffQueueScreen::name);
}

TEST_CASE("notes are shown to the caseworker they were opened for, and an answer among them is acknowledged") {
    Glass g;
    g.sign_in("mette");
    CHECK(screen_name(g.say(NotesTouched{}).m) == StaffQueueScreen::name);  // there are none
    g.say(NotesOpened{"jonas", {brief}});
    CHECK(g.m.staff->notes.empty());
    g.say(NotesOpened{"mette", {answer, brief}}).say(NotesTouched{});
    CHECK(screen_name(g.m) == StaffNotesScreen::name);
    CHECK(g.m.staff->notes.size() == 2);
    REQUIRE(g.saved<visit::CallbackAnswered>().size() == 1);  // the brief needs no acknowledgement
    CHECK(g.saved<visit::CallbackAnswered>()[0].callback == "callback-1");
    g.say(PageTouched{1});
    CHECK(std::get<StaffNotesScreen>(g.m.staff->screen).page == 1);
    CHECK(screen_name(g.say(BackTouched{}).m) == StaffQueueScreen::name);
    CHECK(std::get<StaffQueueScreen>(g.m.staff->screen).page == 0);
}

TEST_CASE("locking forgets the notes, and what comes later finds nobody") {
    Glass g;
    g.sign_in("mette").say(NotesOpened{"mette", {brief}}).say(NotesTouched{});
    g.seen.clear();
    g.say(LockTouched{});
    CHECK(g.m.drafts.contains("mette"));           // what is kept there has no room for a note
    CHECK(g.asked<ForgetPictures>().size() == 1);  // the words leave the letters' cache
    g.say(NotesOpened{"mette", {brief}});
    CHECK_FALSE(g.m.staff.has_value());
    g.sign_in("mette");
    CHECK(g.m.staff->notes.empty());
    CHECK(screen_name(g.m) == StaffQueueScreen::name);
}

TEST_CASE("mail that comes while the notes are open is shown, and an answer among it is acknowledged once") {
    Glass g;
    g.sign_in("mette").say(NotesOpened{"mette", {brief}}).say(NotesTouched{}).say(PageTouched{1});
    CHECK(std::get<StaffNotesScreen>(g.m.staff->screen).page == 1);
    g.say(NotesOpened{"mette", {answer, brief}});
    CHECK(screen_name(g.m) == StaffNotesScreen::name);
    CHECK(g.m.staff->notes.size() == 2);
    g.say(NotesOpened{"mette", {answer, brief}});
    CHECK(g.saved<visit::CallbackAnswered>().size() == 1);
    CHECK(g.saved<visit::Accessed>().size() == 2);  // each once, also what came meanwhile
    CHECK(g.saved<visit::Accessed>()[1].ref == "callback-1");
    g.say(BackTouched{}).say(NotesTouched{});
    CHECK(std::get<StaffNotesScreen>(g.m.staff->screen).page == 0);  // each list begins at its beginning
}
