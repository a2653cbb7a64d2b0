// Random acts against the real journal on a real file: what is on the disk is what the entries say, whatever came.
// AABEN_ACTS sets how many (default 2000; a million by AABEN_ACTS=1000000 build/dev/tests/journal_test "random*").
#include <cstdlib>
#include <random>

#include "fakes/memory_journal.hpp"
#include "fakes/random_acts.hpp"
#include "journal_unit.hpp"

namespace aaben::journal::testing {

namespace {
// Acts beside the queue, with ids from a small pool: they come again, and meet ids of another kind.
visit::Act beside_the_queue(std::mt19937& random, const std::vector<std::string>& ids) {
    const std::string& id = ids[random() % ids.size()];
    const std::string& other = ids[random() % ids.size()];
    switch (random() % 8) {
        case 0:
            return visit::HelpRequested{id};
        case 1:
            return visit::HelpAnswered{id, other};
        case 2:
            return visit::AlarmRaised{id, other};
        case 3:
            return visit::AlarmEnded{id};
        case 4:
            return visit::CallbackRequested{id, "20304050", "", "morning", "da", visit::Purpose::Money};
        case 5:
            return visit::CallbackAnswered{id};
        case 6:
            return visit::FaceGiven{id, 4};
        default:
            return visit::ShiftStarted{id, "person-9"};
    }
}
}  // namespace

TEST_CASE("the tests' journal in memory says to every act what the real journal says, also to one that comes again") {
    Unit unit;
    fakes::MemoryJournal memory;
    visit::Unit remembered = unit.journal->unit();
    fakes::RandomActs acts(77);
    std::mt19937 random(78);
    std::vector<std::string> ids;
    ids.reserve(40);
    for (int i = 0; i < 40; ++i) ids.push_back(unit.id());
    std::vector<visit::Act> before;
    int accepted = 0, refused = 0;
    for (int i = 0; i < 1'500; ++i) {
        unit.clock.advance_ms(acts.pause_ms());
        const auto kind = random() % 4;
        if (kind != 0 || before.empty())
            before.push_back(kind == 1 ? beside_the_queue(random, ids) : acts.next(remembered, unit.clock.wall));
        const visit::Act act = kind == 0 ? before[random() % before.size()] : before.back();
        const auto real = unit.journal->append(act);
        const auto fake = memory.append(remembered, act, unit.clock.wall);
        INFO("act " << i << " of kind " << act.index());
        REQUIRE(real.ok() == fake.ok());
        if (!real) REQUIRE(real.error().fault == fake.error().fault);
        REQUIRE(unit.journal->unit() == remembered);
        (real ? accepted : refused) += 1;
    }
    CHECK(accepted > 300);
    CHECK(refused > 300);
}

TEST_CASE("random acts of citizens and caseworkers: the projection equals the replay, the chain is whole") {
    const char* given = std::getenv("AABEN_ACTS");
    const int count = given ? std::atoi(given) : 2'000;
    Unit unit;
    fakes::RandomActs acts(4242);
    int accepted = 0;
    for (int i = 0; i < count; ++i) {
        unit.clock.advance_ms(acts.pause_ms());
        const visit::Act act = acts.next(unit.journal->unit(), unit.clock.wall);
        const visit::Unit before = unit.journal->unit();
        const auto appended = unit.journal->append(act);
        if (appended)
            ++accepted;
        else
            CHECK(unit.journal->unit() == before);
        if (i % (count / 20 + 1) != 0) continue;
        INFO("after act " << i << " of kind " << act.index());
        REQUIRE(visit::violations(unit.journal->unit()).empty());
        REQUIRE(must(unit.journal->load()) == must(unit.journal->replay()));
        REQUIRE(must(unit.journal->verify()).ok());
        if (i % 2 == 0) unit.start();  // as after a power cut between two touches
    }
    CHECK(accepted > count / 5);
}

}  // namespace aaben::journal::testing
