// What the jobcenter takes in, says about it, and still knows after it was killed: the same on SQLite and PostgreSQL.
#include <signal.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <thread>

#include "jobcenter_world.hpp"
#include "seal/sealed.hpp"
#include "support/until.hpp"

namespace {

using namespace aaben;
using namespace aaben::jobcenter_rig;
using wire::Outcome;

constexpr auto accepted = Outcome::Accepted;
constexpr auto duplicate = Outcome::Duplicate;
constexpr auto rejected = Outcome::Rejected;

std::string with_other_bytes(std::string line) {
    const auto at = line.find("cykel-7");
    REQUIRE(at != std::string::npos);
    return line.replace(at, 7, "cykel-8");
}

std::pair<int, std::string> run(const std::vector<std::string>& words) {
    std::ostringstream out, err;
    const int code = jobcenter::run_command(words, out, err);
    return {code, out.str() + err.str()};
}

}  // namespace

TEST_CASE("a batch is taken in once, and a second time it is known") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    WireClient client = world.client("kiosk-1");
    kiosk.add(100, 1000);

    const auto first = world.receipt(client.post("/v1/entries", kiosk.batch(1, 100)));
    CHECK(first.device == "kiosk-1");
    CHECK(outcomes(first) == std::vector(100, accepted));
    CHECK(first.missing.empty());
    const auto again = world.receipt(client.post("/v1/entries", kiosk.batch(1, 100)));
    CHECK(outcomes(again) == std::vector(100, duplicate));
    for (std::size_t i = 0; i < 100; ++i) {
        const auto seq = static_cast<std::int64_t>(i + 1);
        CHECK(wire::holds(first.entries[i], kiosk.id(seq), kiosk.hash(seq)));
        CHECK(again.entries[i].server_seq == first.entries[i].server_seq);
    }
    const auto held = world.held();
    REQUIRE(held.size() == 100);
    for (std::size_t i = 0; i < 100; ++i) CHECK(held[i].body == kiosk.line(static_cast<std::int64_t>(i + 1)));
}

TEST_CASE("an answer that was lost, with the jobcenter killed behind it, comes again as duplicate") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    kiosk.add(10);
    {
        WireClient client = world.client("kiosk-1");
        client.lose_the_answer();
        CHECK(client.post("/v1/entries", kiosk.batch(1, 10)).curl != 0);
    }
    world.jobcenter.kill();
    world.jobcenter.start();
    WireClient client = world.client("kiosk-1");
    CHECK(outcomes(world.receipt(client.post("/v1/entries", kiosk.batch(1, 10)))) == std::vector(10, duplicate));
    CHECK(world.held().size() == 10);
}

TEST_CASE("killed at any moment, what was acknowledged is held and each entry once") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    std::map<std::string, std::int64_t> acknowledged;
    for (int round = 0; round < 6; ++round) {
        kiosk.add(20);
        std::thread killer([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(2 + round * 3));
            ::kill(world.jobcenter.pid(), SIGKILL);
        });
        WireClient client = world.client("kiosk-1");
        for (std::int64_t seq = 1; seq <= kiosk.newest(); ++seq) {
            const Reply reply = client.post("/v1/entries", kiosk.batch(seq, seq));
            if (reply.curl != 0) break;
            const auto receipt = world.receipt(reply);
            acknowledged[receipt.entries.at(0).id] = receipt.entries.at(0).server_seq;
        }
        killer.join();
        world.jobcenter.kill();
        world.jobcenter.start();
    }
    std::map<std::string, std::int64_t> held;
    for (const auto& entry : world.held()) CHECK(held.emplace(entry.id, entry.server_seq).second);
    for (const auto& [id, number] : acknowledged) CHECK(held.at(id) == number);
}

TEST_CASE("one id with other bytes is refused loudly, its hash is kept, what was held stays") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    WireClient client = world.client("kiosk-1");
    kiosk.add(3);
    world.receipt(client.post("/v1/entries", kiosk.batch(1, 3)));
    for (int tries = 0; tries < 2; ++tries) {  // a second try is no second anomaly
        const auto receipt =
            world.receipt(client.post("/v1/entries", kiosk.batch_of({with_other_bytes(kiosk.line(2))})));
        REQUIRE(outcomes(receipt) == std::vector{rejected});
        CHECK(receipt.entries[0].problem == wire::problems::conflict);
        CHECK(receipt.entries[0].server_seq == 0);
        CHECK(receipt.anomalies == 1);
    }
    CHECK(world.held().at(1).body == kiosk.line(2));
    const auto anomalies = world.store()->anomalies().value();
    REQUIRE(anomalies.size() == 1);
    CHECK(anomalies[0].kind == "conflict");
    CHECK(anomalies[0].seq == 2);
    CHECK(anomalies[0].sha256 == receipt_hash(with_other_bytes(kiosk.line(2))));
    const auto [code, text] = run({"anomalies", "--store", world.jobcenter.store_url(), "--json"});
    CHECK(code == 1);
    CHECK(nlohmann::json::parse(text)["kind"] == "conflict");
}

TEST_CASE("an id of another device's entry is a conflict, not a merge") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    FakeKiosk one = world.kiosk("kiosk-1");
    FakeKiosk two = world.kiosk("kiosk-2");
    one.add(1);
    two.add(2);
    world.receipt(world.client("kiosk-1").post("/v1/entries", one.batch(1, 1)));
    const auto receipt = world.receipt(world.client("kiosk-2").post("/v1/entries", two.batch_of({one.line(1)}, 2)));
    CHECK(outcomes(receipt) == std::vector{rejected});
    CHECK(world.held().size() == 1);
}

TEST_CASE("an entry that never arrived is named until it does") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    WireClient client = world.client("kiosk-1");
    kiosk.add(8);
    CHECK(world.receipt(client.post("/v1/entries", kiosk.batch(1, 2))).missing ==
          std::vector<std::int64_t>{3, 4, 5, 6, 7, 8});
    CHECK(world.receipt(client.post("/v1/entries", kiosk.batch(5, 6))).missing ==
          std::vector<std::int64_t>{3, 4, 7, 8});
    CHECK(world.receipt(client.post("/v1/entries", kiosk.batch(8, 8))).missing == std::vector<std::int64_t>{3, 4, 7});
    const auto [code, text] = run({"anomalies", "--store", world.jobcenter.store_url(), "--older-s", "0"});
    CHECK(code == 1);
    CHECK(text.find("missing  kiosk-1 seq 3 to 4") != std::string::npos);
    CHECK(world.receipt(client.post("/v1/entries", kiosk.batch(3, 7))).missing.empty());
    CHECK(run({"anomalies", "--store", world.jobcenter.store_url(), "--older-s", "0"}).first == 0);
}

TEST_CASE("an entry altered on the device breaks the chain, and the operator is told where") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    WireClient client = world.client("kiosk-1");
    kiosk.add(4);
    const std::string batch = kiosk.batch_of(
        {kiosk.line(1), with_other_bytes(kiosk.line(2)), kiosk.line(3), with_other_bytes(kiosk.line(4))});
    const auto first = world.receipt(client.post("/v1/entries", batch));
    CHECK(outcomes(first) == std::vector{accepted, Outcome::Retry, Outcome::Retry, Outcome::Retry});
    // The same bytes again: so the device has them. What it signed as its head it has not.
    const auto second = world.receipt(client.post("/v1/entries", batch));
    CHECK(outcomes(second) == std::vector{duplicate, accepted, accepted, Outcome::Retry});
    std::set<std::pair<std::string, std::int64_t>> found;
    const auto anomalies = world.store()->anomalies();
    for (const auto& one : anomalies.value()) found.emplace(one.kind, one.seq);
    CHECK(found ==
          std::set<std::pair<std::string, std::int64_t>>{{"altered", 2}, {"altered", 3}, {"altered", 4}, {"chain", 3}});
}

TEST_CASE("a line altered on its way is asked for again, and the true one is taken in whatever came before it") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    WireClient client = world.client("kiosk-1");
    const std::string store = world.jobcenter.store_url();
    kiosk.add(5);
    const auto proven = world.receipt(
        client.post("/v1/entries", kiosk.batch_of({kiosk.line(1), with_other_bytes(kiosk.line(2)), kiosk.line(3)}, 3)));
    CHECK(outcomes(proven) == std::vector{accepted, Outcome::Retry, accepted});
    CHECK(outcomes(world.receipt(client.post("/v1/entries", kiosk.batch(2, 2)))) == std::vector{accepted});

    // Alone, with nothing beside it, an altered line cannot be told from a true one. Its successor tells.
    CHECK(outcomes(world.receipt(client.post("/v1/entries", kiosk.batch_of({with_other_bytes(kiosk.line(5))}, 5)))) ==
          std::vector{Outcome::Retry});
    kiosk.add(3);
    const std::string altered = with_other_bytes(kiosk.line(6));
    CHECK(outcomes(world.receipt(client.post("/v1/entries", kiosk.batch_of({altered})))) == std::vector{accepted});
    CHECK(outcomes(world.receipt(client.post("/v1/entries", kiosk.batch(6, 6)))) == std::vector{rejected});
    CHECK(outcomes(world.receipt(client.post("/v1/entries", kiosk.batch(6, 8)))) ==
          std::vector{accepted, accepted, accepted});

    // Where the chain proves nothing, the operator says which bytes count.
    kiosk.add(2);
    CHECK(outcomes(world.receipt(client.post("/v1/entries", kiosk.batch_of({with_other_bytes(kiosk.line(9))})))) ==
          std::vector{accepted});
    CHECK(outcomes(world.receipt(client.post("/v1/entries", kiosk.batch(9, 9)))) == std::vector{rejected});
    CHECK(run({"resolve", "kiosk-1", "--take", kiosk.hash(9), "--store", store}).first == 0);
    CHECK(outcomes(world.receipt(client.post("/v1/entries", kiosk.batch(9, 9)))) == std::vector{accepted});

    for (const auto& entry : world.held()) CHECK(entry.body == kiosk.line(entry.seq));
    CHECK(world.held().size() == 7);
    CHECK(run({"anomalies", "--store", store}).first == 1);
    CHECK(run({"resolve", "kiosk-1", "--store", store}).first == 0);
    CHECK(run({"resolve", "kiosk-1", "--store", store}).first == 1);  // nothing is left
    CHECK(world.store()->anomalies()->size() >= 5);                   // and nothing was deleted
    kiosk.add(1);
    CHECK(world.receipt(client.post("/v1/entries", kiosk.batch(10, 11))).anomalies == 0);
    CHECK(outcomes(world.receipt(client.post("/v1/entries", kiosk.batch(4, 5)))) == std::vector{accepted, accepted});
    CHECK(run({"anomalies", "--store", store, "--older-s", "0"}).first == 0);
}

TEST_CASE("a journal that went on twice is kept on both sides, named, and resolved by the operator") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    WireClient client = world.client("kiosk-1");
    const std::string store = world.jobcenter.store_url();
    kiosk.add(3);
    FakeKiosk copy("kiosk-1", world.jobcenter.dir() / "kiosk-1");  // the same keys
    copy.copy_journal_of(kiosk);
    const auto send = [&](const FakeKiosk& from, std::int64_t first, std::int64_t last) {
        return world.receipt(client.post("/v1/entries", from.batch(first, last)));
    };
    send(kiosk, 1, 3);
    kiosk.add(3);
    copy.add(4);
    send(kiosk, 4, 6);
    CHECK(run({"forks", "--store", store}).second.empty());

    CHECK(outcomes(send(copy, 4, 5)) == std::vector{accepted, accepted});
    CHECK(outcomes(send(copy, 4, 7)) == std::vector{duplicate, duplicate, accepted, accepted});
    CHECK(run({"forks", "--store", store}).second.find("its disk went back in time") != std::string::npos);
    kiosk.add(1);
    CHECK(outcomes(send(kiosk, 7, 7)) == std::vector{accepted});
    const std::string named = run({"forks", "--store", store}).second;
    CHECK(named.find("its card was copied") != std::string::npos);
    CHECK(named.find("side 1: seq 4 to 7, 4 entries, goes on") != std::string::npos);
    CHECK(named.find("side 2: seq 4 to 7, 4 entries, goes on") != std::string::npos);

    CHECK(world.held().size() == 11);
    std::map<std::string, std::string> bodies;
    for (const auto& entry : world.held()) {
        CHECK(entry.device == "kiosk-1");
        bodies[entry.id] = entry.body;
    }
    for (std::int64_t seq = 1; seq <= 7; ++seq) {
        CHECK(bodies.at(kiosk.id(seq)) == kiosk.line(seq));
        CHECK(bodies.at(copy.id(seq)) == copy.line(seq));
    }
    const auto asked = world.receipt(client.post(
        "/v1/reconcile", wire::build_reconcile({{kiosk.id(5), kiosk.hash(5)}, {copy.id(5), copy.hash(5)}})));
    CHECK(outcomes(asked) == std::vector{duplicate, duplicate});
    const auto anomalies = world.store()->anomalies().value();
    REQUIRE(anomalies.size() == 1);
    CHECK(anomalies[0].kind == "fork");
    CHECK(run({"resolve", "kiosk-1", "--seq", "4", "--store", store}).first == 0);
    CHECK(run({"anomalies", "--store", store, "--older-s", "0"}).first == 0);
}

TEST_CASE("an entry that breaks its format stops nothing else and is kept as a hash") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    WireClient client = world.client("kiosk-1");
    kiosk.add(4);
    std::string broken = kiosk.line(2);
    broken.insert(1, " ");  // white space: another spelling of the same JSON
    const std::vector<wire::Outcome> expected[] = {
        {accepted, Outcome::Retry, Outcome::Retry}, {duplicate, rejected, accepted}, {duplicate, rejected, duplicate}};
    for (const auto& each : expected) {
        const auto receipt =
            world.receipt(client.post("/v1/entries", kiosk.batch_of({kiosk.line(1), broken, kiosk.line(3)})));
        CHECK(outcomes(receipt) == each);
        if (each[1] == rejected) CHECK(receipt.entries[1].problem == wire::problems::malformed);
    }
    const auto held = world.held();
    REQUIRE(held.size() == 3);
    CHECK(held[1].body.empty());
    CHECK(held[1].sha256 == receipt_hash(broken));
    // A hash alone keeps no place: the true line is taken in.
    CHECK(outcomes(world.receipt(client.post("/v1/entries", kiosk.batch(2, 4)))) ==
          std::vector{accepted, duplicate, accepted});
}

TEST_CASE("after a restore the kiosk learns which entries are held") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    WireClient client = world.client("kiosk-1");
    kiosk.add(3);
    world.receipt(client.post("/v1/entries", kiosk.batch(1, 1)));
    const auto receipt =
        world.receipt(client.post("/v1/reconcile", wire::build_reconcile({{kiosk.id(1), kiosk.hash(1)},
                                                                          {kiosk.id(2), kiosk.hash(2)},
                                                                          {kiosk.id(1), kiosk.hash(3)}})));
    CHECK(outcomes(receipt) == std::vector{duplicate, Outcome::Retry, rejected});
}

TEST_CASE("two instances that get the same batches at one moment hold each entry once") {
    World world("postgresql");
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    const auto other = world.jobcenter.beside();
    other->start();
    constexpr int batches = 20, entries = batches * 10;
    kiosk.add(entries);
    std::array<std::vector<Reply>, 2> replies;
    const auto send_all = [&](std::size_t which, WireClient client) {
        for (int i = 0; i < batches; ++i)
            replies[which].push_back(client.post("/v1/entries", kiosk.batch(i * 10 + 1, i * 10 + 10)));
    };
    std::thread first(send_all, 0, world.client("kiosk-1"));
    std::thread second(send_all, 1, world.client("kiosk-1", *other));
    first.join();
    second.join();
    std::array<std::map<std::string, wire::ReceiptLine>, 2> said;
    for (const std::size_t which : {0, 1})
        for (const Reply& reply : replies[which])
            for (const auto& line : world.receipt(reply).entries) said[which][line.id] = line;
    const auto held = world.held();
    CHECK(held.size() == entries);
    for (const auto& entry : held) {
        const auto& a = said[0].at(entry.id);
        const auto& b = said[1].at(entry.id);
        CHECK(a.server_seq == entry.server_seq);
        CHECK(b.server_seq == entry.server_seq);
        CHECK((a.outcome == accepted) != (b.outcome == accepted));
    }
    CHECK(world.store()->anomalies().value().empty());
    CHECK(world.store()->gaps().value().empty());
}

TEST_CASE("while PostgreSQL is away nothing is acknowledged; when it is back, the same batch is taken in") {
    World world("postgresql");
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    WireClient client = world.client("kiosk-1");
    kiosk.add(2);
    world.receipt(client.post("/v1/entries", kiosk.batch(1, 1)));
    postgres().crash();
    const Reply away = client.post("/v1/entries", kiosk.batch(1, 2));
    CHECK(away.status == 503);
    CHECK(problem_of(away) == wire::problems::busy);
    CHECK(away.headers.at("retry-after") == "5");
    CHECK(tests::until(std::chrono::seconds(30), [&] { return client.get("/v1/health").status == 503; }));
    postgres().restart();
    CHECK(outcomes(world.receipt(client.post("/v1/entries", kiosk.batch(1, 2)))) == std::vector{duplicate, accepted});
}

TEST_CASE("sealed parts open with a recipient's key that lives elsewhere, and not without") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    const auto away = world.jobcenter.away();
    const auto recipient = seal::box_key_from_seed(seal::load_seed(away / "recipient-2.key").value());
    kiosk.add_sealed(seal::seal_for({1, {{recipient.id, recipient.public_key, 0}}}, R"({"purpose":"cv"})").value());
    world.receipt(world.client("kiosk-1").post("/v1/entries", kiosk.batch(1, 1)));
    const std::string store = world.jobcenter.store_url();
    const auto opened =
        nlohmann::json::parse(run({"open", "--store", store, "--key", away / "recipient-2.key"}).second);
    CHECK(opened["private"]["purpose"] == "cv");
    const auto closed =
        nlohmann::json::parse(run({"open", "--store", store, "--key", away / "recipient-1.key"}).second);
    CHECK_FALSE(closed.contains("private"));
    const auto listed = nlohmann::json::parse(run({"entries", "--store", store, "--json"}).second);
    CHECK(listed["id"] == kiosk.id(1));
    CHECK(listed["device"] == "kiosk-1");
    CHECK(listed["seq"] == 1);
    CHECK(listed["type"] == "visit.checked_in");
}
