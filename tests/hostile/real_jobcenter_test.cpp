// The same device against the real gateway: what the hostile tests prove of the refusals, this proves of the way
// itself.
#include <catch2/catch_test_macros.hpp>

#include "daemon/files.hpp"
#include "fakes/world.hpp"
#include "journal/journal.hpp"
#include "journal/reader.hpp"
#include "seal/hash.hpp"
#include "seal/signed_texts.hpp"

using namespace aaben;

namespace {

struct Day {
    fakes::World world;
    SystemClock clock;
    journal::Journal book;

    Day() : book(journal::Journal::open(world.data(), clock).value()) {
        const auto root = daemon::without_line_end(daemon::read_small(world.data() / "keys/root.pub").value());
        const auto list = daemon::without_line_end(daemon::read_small(world.data() / "keys/key_list.json").value());
        book.set_key_list(seal::open_key_list(root, list).value());
    }
    void visits(int count) {
        for (int i = 0; i < count; ++i) {
            const std::string id = seal::new_id(clock.wall_ms());
            visit::CheckedIn in{id, visit::call_sign({2026, 11, 21}, book.unit().signs_given), {}};
            in.choices.purpose = visit::Purpose::Letter;
            REQUIRE(book.append(in).ok());
            REQUIRE(book.append(visit::LeftUnit{id}).ok());
        }
    }
    [[nodiscard]] int sync() const {
        return fakes::run({fakes::program("kiosk-sync"), "--once", "--config", (world.dir() / "sync.toml").string(),
                           "--data", world.data().string()})
            .code;
    }
    [[nodiscard]] std::int64_t entries() const {
        return journal::JournalReader::open(world.data())->status().value().entries;
    }
    void expect_all_held_once() const {
        const auto held = world.held();
        CHECK(static_cast<std::int64_t>(held.size()) == entries());
        for (const auto& [id, times] : held) CHECK(times == 1);
        CHECK(world.all_receipted());
    }
};

}  // namespace

TEST_CASE("a day of sealed entries reaches the real jobcenter, each once, over many batches and an outage") {
    Day day;
    day.visits(3);
    CHECK(day.sync() == 1);  // nobody there yet: everything is kept
    CHECK(day.world.held().empty());
    day.world.start_jobcenter();
    day.visits(140);
    CHECK(day.sync() == 0);
    day.expect_all_held_once();
    day.world.jobcenter.kill();
    day.visits(5);
    CHECK(day.sync() == 1);
    CHECK_FALSE(day.world.all_receipted());
    day.world.start_jobcenter();
    CHECK(day.book.acknowledge_items(day.world.data() / "mail.db").ok());
    CHECK(day.sync() == 0);
    day.expect_all_held_once();
}
