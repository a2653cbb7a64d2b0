// What goes down to the kiosks: lists, bytes, parts of bytes, keys, and the end of a device.
#include <atomic>
#include <sstream>
#include <thread>

#include "jobcenter_world.hpp"
#include "seal/hash.hpp"
#include "wire/item.hpp"

namespace {

using namespace aaben;
using namespace aaben::jobcenter_rig;

Result<> put(World& world, const std::string& kind, const std::string& name, const std::string& target,
             std::int64_t version, const std::string& bytes) {
    return jobcenter::put_item(world.jobcenter.store_url(), kind, name, target, version, bytes, SystemClock());
}

wire::ItemList list_of(World& world, const Reply& reply) {
    INFO(reply.error << reply.body);
    REQUIRE(reply.status == 200);
    auto list = seal::open_items(world.receipt_key(), reply.body);
    REQUIRE(list.ok());
    return *list;
}

const wire::ItemRef* find(const wire::ItemList& list, std::string_view name) {
    for (const auto& item : list.items)
        if (item.name == name) return &item;
    return nullptr;
}

int run(const std::vector<std::string>& words) {
    std::ostringstream out, err;
    return jobcenter::run_command(words, out, err);
}

}  // namespace

TEST_CASE("a device is offered what is for all, for its unit and for itself; the narrowest wins") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    world.kiosk("kiosk-1", "korskaer");
    world.kiosk("kiosk-2", "sonder");
    REQUIRE(put(world, "hours", "week", "*", 1, "all").ok());
    REQUIRE(put(world, "hours", "week", "unit:korskaer", 1, "unit").ok());
    REQUIRE(put(world, "hours", "week", "device:kiosk-2", 1, "device").ok());
    REQUIRE(put(world, "brief", "b1", "unit:sonder", 1, "sealed").ok());
    WireClient one = world.client("kiosk-1");
    WireClient two = world.client("kiosk-2");
    CHECK(one.get("/v1/items/hours/week").body == "unit");
    CHECK(two.get("/v1/items/hours/week").body == "device");
    CHECK(one.get("/v1/items/brief/b1").status == 404);
    const auto list = list_of(world, two.get("/v1/items"));
    REQUIRE(find(list, "b1"));
    CHECK(find(list, "week")->etag == seal::sha256_hex("device"));
    CHECK(find(list, "week")->size == 6);
    CHECK(list.time_ms > 1'700'000'000'000);
    CHECK(seal::open_key_list(read_root(world), list.key_list).ok());
}

TEST_CASE("an item only goes up in version, and an unchanged list costs a 304") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    world.kiosk("kiosk-1");
    WireClient client = world.client("kiosk-1");
    REQUIRE(put(world, "roster", "staff", "*", 2, "two").ok());
    CHECK_FALSE(put(world, "roster", "staff", "*", 2, "other").ok());
    CHECK_FALSE(put(world, "roster", "staff", "*", 1, "one").ok());
    CHECK_FALSE(put(world, "rooster", "staff", "*", 3, "x").ok());
    CHECK_FALSE(put(world, "roster", "../x", "*", 3, "x").ok());
    CHECK_FALSE(put(world, "roster", "staff", "everybody", 3, "x").ok());
    CHECK_FALSE(put(world, "roster", "staff", "*", 3, std::string(wire::item_bytes_max + 1, 'x')).ok());
    const Reply first = client.get("/v1/items");
    const Reply same = client.get("/v1/items", {"If-None-Match: " + first.headers.at("etag")});
    CHECK(same.status == 304);
    CHECK(same.body.empty());
    CHECK(client.get("/v1/items/roster/staff", {"If-None-Match: \"" + seal::sha256_hex("two") + "\""}).status == 304);
    REQUIRE(put(world, "roster", "staff", "*", 3, "three").ok());
    CHECK(client.get("/v1/items", {"If-None-Match: " + first.headers.at("etag")}).status == 200);
    CHECK(client.get("/v1/items/roster/staff").body == "three");
}

TEST_CASE("a bundle comes whole or in the part asked for, while it is still the same bundle") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    world.kiosk("kiosk-1");
    WireClient client = world.client("kiosk-1");
    const std::string bundle = seal::random_bytes(3'000'000);
    REQUIRE(put(world, "content", "bundle", "*", 1, bundle).ok());
    const std::string path = "/v1/items/content/bundle";
    const Reply whole = client.get(path);
    CHECK(whole.body == bundle);
    CHECK(whole.headers.at("content-length") == "3000000");
    const std::string etag = whole.headers.at("etag");
    struct Part {
        std::string range;
        long status;
        std::size_t from, size;
        std::string content_range;
    };
    const Part table[] = {
        {"bytes=0-0", 206, 0, 1, "bytes 0-0/3000000"},
        {"bytes=2999990-", 206, 2'999'990, 10, "bytes 2999990-2999999/3000000"},
        {"bytes=1000-99999999", 206, 1000, 2'999'000, "bytes 1000-2999999/3000000"},
        {"bytes=-5", 206, 2'999'995, 5, "bytes 2999995-2999999/3000000"},
        {"bytes=5-4", 200, 0, 3'000'000, ""},
        {"bytes=1-2,4-5", 200, 0, 3'000'000, ""},
        {"lines=1-2", 200, 0, 3'000'000, ""},
        {"bytes=x-", 200, 0, 3'000'000, ""},
    };
    for (const Part& part : table) {
        INFO(part.range);
        const Reply reply = client.get(path, {"Range: " + part.range, "If-Range: " + etag});
        CHECK(reply.status == part.status);
        CHECK(reply.body == bundle.substr(part.from, part.size));
        CHECK((part.content_range.empty() || reply.headers.at("content-range") == part.content_range));
    }
    const Reply beyond = client.get(path, {"Range: bytes=3000000-"});
    CHECK(beyond.status == 416);
    CHECK(beyond.headers.at("content-range") == "bytes */3000000");
    CHECK(client.get(path, {"Range: bytes=5-", "If-Range: \"another\""}).body.size() == 3'000'000);
}

TEST_CASE("what a device applied or refused is written down") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    const std::string etag = seal::sha256_hex("x");
    kiosk.add("item.applied", R"({"kind":"roster","name":"staff","version":7,"etag":")" + etag + R"("})");
    kiosk.add("item.refused", R"({"kind":"content","name":"bundle","version":9,"reason":"cut"})");
    kiosk.add("item.applied", R"({"kind":"roster"})");  // names nothing: held as an entry, no acknowledgement
    CHECK(world.receipt(world.client("kiosk-1").post("/v1/entries", kiosk.batch(1, 3))).entries.size() == 3);
    const auto acks = world.store()->acks().value();
    REQUIRE(acks.size() == 2);
    CHECK(acks[0].ack.kind == "content");
    CHECK_FALSE(acks[0].ack.applied);
    CHECK(acks[1].ack.version == 7);
    CHECK(acks[1].ack.applied);
    std::ostringstream listed, err;
    const std::vector<std::string> words{"item", "acks", "--store", world.jobcenter.store_url()};
    REQUIRE(jobcenter::run_command(words, listed, err) == 0);
    CHECK(listed.str().find(R"("name":"staff","version":7,"applied":true)") != std::string::npos);
}

TEST_CASE("an operator's command may write while the jobcenter takes in entries") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    WireClient client = world.client("kiosk-1");
    constexpr int rounds = 40;
    kiosk.add(rounds);
    std::atomic<int> put_well{0};
    std::thread operating([&] {
        for (int version = 1; version <= rounds; ++version)
            put_well += put(world, "roster", "staff", "*", version, "version " + std::to_string(version)).ok() ? 1 : 0;
    });
    std::vector<Reply> replies;
    for (int seq = 1; seq <= rounds; ++seq) replies.push_back(client.post("/v1/entries", kiosk.batch(seq, seq)));
    operating.join();
    for (const Reply& reply : replies) CHECK(outcomes(world.receipt(reply)) == std::vector{wire::Outcome::Accepted});
    CHECK(put_well == rounds);
    CHECK(client.get("/v1/items/roster/staff").body == "version 40");
    CHECK(world.held().size() == rounds);
}

TEST_CASE("a revoked device is told so, and nothing else") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    FakeKiosk kiosk = world.kiosk("kiosk-1");
    WireClient client = world.client("kiosk-1");
    REQUIRE(put(world, "roster", "staff", "*", 1, "names").ok());
    REQUIRE(run({"device", "revoke", "kiosk-1", "--store", world.jobcenter.store_url()}) == 0);
    kiosk.add(1);
    const Reply refused = client.post("/v1/entries", kiosk.batch(1, 1));
    CHECK(refused.status == 403);
    CHECK(problem_of(refused) == wire::problems::revoked);
    CHECK(client.post("/v1/reconcile", R"({"entries":[]})").status == 403);
    CHECK(client.get("/v1/items/roster/staff").status == 404);
    const auto list = list_of(world, client.get("/v1/items"));
    REQUIRE(list.items.size() == 1);
    CHECK(list.items[0].kind == wire::ItemKind::Revoke);
    CHECK(list.key_list.empty());
    const std::string notice = client.get("/v1/items/revoke/" + list.items[0].name).body;
    CHECK(seal::sha256_hex(notice) == list.items[0].etag);
    CHECK(wire::parse_notice(notice).value().ref == "kiosk-1");
    CHECK(world.held().empty());
    CHECK(run({"device", "revoke", "kiosk-9", "--store", world.jobcenter.store_url()}) == 1);
}

TEST_CASE("a rotated key list reaches the kiosks under a higher version") {
    World world(GENERATE(as<std::string>{}, "sqlite", "postgresql"));
    world.kiosk("kiosk-1");
    WireClient client = world.client("kiosk-1");
    const auto dir = world.jobcenter.dir();
    const auto before = seal::open_key_list(read_root(world), list_of(world, client.get("/v1/items")).key_list).value();
    const auto fresh = seal::new_box_key();
    const std::string root = world.jobcenter.away() / "root.key", next = world.jobcenter.away() / "next.json";
    const auto publish = [&] { return run({"keys", "publish", dir, next, "--store", world.jobcenter.store_url()}); };
    REQUIRE(run({"keys", "next", dir / "key_list.json", "--root", root, "--out", next, "--add", fresh.public_key,
                 "--drop", before.keys[0].id}) == 0);
    REQUIRE(publish() == 0);
    CHECK(publish() == 1);  // it is published already
    const auto after = seal::open_key_list(read_root(world), list_of(world, client.get("/v1/items")).key_list).value();
    CHECK(after.version == before.version + 1);
    REQUIRE(after.keys.size() == 2);
    CHECK(after.keys[0] == before.keys[1]);
    CHECK(after.keys[1].id == fresh.id);
    CHECK(run({"keys", "next", dir / "key_list.json", "--root", root, "--out", next, "--drop", "0000000000000000"}) ==
          1);
    // Another root's list is refused at the gateway.
    const auto other = seal::new_sign_key();
    REQUIRE(jobcenter::write_file(next,
                                  seal::sign_text(other, wire::Signed::KeyList, wire::build_key_list({99, after.keys})))
                .ok());
    CHECK(publish() == 1);
}
