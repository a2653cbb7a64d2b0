// What the fetcher does when the link changes; its whole way with a real jobcenter is in tests/hostile/items_test.
#include "daemon/fetcher.hpp"

#include <catch2/catch_test_macros.hpp>

#include "fakes/process.hpp"
#include "support/temporary_folder.hpp"

using namespace aaben;

namespace {

class StillLine final : public http::Transport {  // takes everything and answers nothing
  public:
    http::Ticket start(http::Request request) override {
        asked.push_back(request.path);
        return asked.size();
    }
    void cancel(http::Ticket ticket) override { cancelled.push_back(ticket); }
    std::vector<http::Finished> poll(std::int64_t) override { return {}; }
    std::vector<std::string> asked;
    std::vector<http::Ticket> cancelled;
};

}  // namespace

TEST_CASE("a list asked for before the link came up is given up and asked for again at once") {
    const tests::TemporaryFolder dir;
    auto mail = journal::Mail::open(dir.path);
    REQUIRE(mail.ok());
    StillLine line;
    FakeClock clock;
    daemon::Fetcher fetcher(folder::Layout{dir.path}, {"kiosk-1", "", "", {}}, *mail, line, clock, [] { return 0.5; });
    fetcher.tick();
    REQUIRE(line.asked == std::vector<std::string>{"/v1/items"});
    clock.advance_ms(5'000);
    fetcher.link_up();
    CHECK(line.cancelled == std::vector<http::Ticket>{1});
    CHECK(fetcher.wait_ms() == 0);
    fetcher.tick();
    CHECK(line.asked.size() == 2);
    CHECK_FALSE(fetcher.finished({1, fail(Fault::Offline, "the old line")}));  // its end is nobody's now
    CHECK(fetcher.in_flight());
}
