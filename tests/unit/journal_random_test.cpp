// Random acts against the real journal on a real file: what is on the disk is what the entries say, whatever came.
// AABEN_ACTS sets how many (default 2000; a million by AABEN_ACTS=1000000 build/dev/tests/journal_test "random*").
#include <cstdlib>

#include "fakes/random_acts.hpp"
#include "journal_unit.hpp"

namespace aaben::journal::testing {

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
