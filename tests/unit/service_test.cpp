// The jobcenter's answers under nonsense: true requests, bent at random places by a seeded hand. Whatever comes, the
// answer is a receipt, an item, or a problem, and what was held before is held after.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <random>

#include "jobcenter/service.hpp"
#include "jobcenter_rig/fake_kiosk.hpp"
#include "seal/hash.hpp"
#include "seal/signed_texts.hpp"
#include "wire/enrol.hpp"
#include "wire/problem.hpp"

namespace {

using namespace aaben;
using namespace aaben::jobcenter;
using jobcenter_rig::FakeKiosk;

constexpr int bends = 3000;

class Bending {
  public:
    explicit Bending(unsigned seed) : random_(seed) {}

    void bend(std::string& text) {
        static constexpr std::string_view spice = "{}[]\":,\\\n\0\xff\x80 0-9eE.+u";
        for (int times = pick(1, 4); times > 0; --times) {
            const std::size_t at =
                text.empty() ? 0 : static_cast<std::size_t>(pick(0, static_cast<int>(text.size()) - 1));
            const char byte = spice[static_cast<std::size_t>(pick(0, static_cast<int>(spice.size()) - 1))];
            switch (pick(0, 4)) {
                case 0:
                    text.insert(at, 1, byte);
                    break;
                case 1:
                    text.erase(at, static_cast<std::size_t>(pick(1, 40)));
                    break;
                case 2:
                    text.insert(at, text.substr(at, static_cast<std::size_t>(pick(1, 200))));
                    break;
                case 3:
                    text.resize(at);
                    break;
                default:
                    if (!text.empty()) text[at] = byte;
            }
        }
    }
    int pick(int from, int to) { return std::uniform_int_distribution(from, to)(random_); }

  private:
    std::mt19937 random_;
};

struct World {
    World() {
        auto opened = open_store("sqlite::memory:", Access::ReadWrite);
        REQUIRE(opened.ok());
        store = std::move(*opened);
        KeyAndPem ca;
        auto authority = Authority::make("Test CA", clock.wall_ms(), ca);
        REQUIRE(authority.ok());
        Keys keys{seal::new_sign_key(), std::string(64, 'a')};
        receipt_key = keys.receipt.public_key;
        service = std::make_unique<Service>(*store, std::move(keys), std::move(*authority), clock, 1'000'000);
        REQUIRE(store->put_device(kiosk.device()).ok());
        kiosk.add(20, 100);
        REQUIRE(ask("POST", "/v1/entries", kiosk.batch(1, 10)).status == 200);
    }
    Answer ask(const std::string& method, const std::string& path, const std::string& body) {
        Request request;
        request.method = method;
        request.path = path;
        request.body = body;
        request.address = "127.0.0.1";
        request.sender = Sender{kiosk.name, ""};
        return service->answer(request);
    }

    FakeClock clock;
    FakeKiosk kiosk{"kiosk-1"};
    std::string receipt_key;
    std::unique_ptr<Store> store;
    std::unique_ptr<Service> service;
};

bool answers_properly(const World& world, const Answer& answer) {
    if (answer.status == 200 && answer.type == "application/json")
        return seal::open_receipt(world.receipt_key, answer.body).ok() ||
               seal::open_items(world.receipt_key, answer.body).ok() || wire::parse_enrol_answer(answer.body).ok();
    if (answer.status < 400) return true;
    return answer.status < 500 && answer.type == "application/problem+json" && wire::parse_problem(answer.body).ok();
}

}  // namespace

TEST_CASE("a bent batch is taken in as far as it is true, and changes nothing that is held") {
    World world;
    Bending hand(7);
    for (int i = 0; i < bends; ++i) {
        std::string body = world.kiosk.batch(hand.pick(1, 10), hand.pick(11, 20));
        hand.bend(body);
        const Answer answer = world.ask("POST", "/v1/entries", body);
        INFO(i << " " << answer.status << " " << answer.body);
        REQUIRE(answers_properly(world, answer));
    }
    const auto held = world.store->entries(0, 1000).value();
    REQUIRE(held.size() >= 10);
    for (std::size_t i = 0; i < 10; ++i) CHECK(held[i].body == world.kiosk.line(static_cast<std::int64_t>(i + 1)));
    for (const auto& entry : held) CHECK((entry.body.empty() || seal::sha256_hex(entry.body) == entry.sha256));
}

TEST_CASE("bent questions get a proper answer") {
    World world;
    Bending hand(11);
    const auto device = world.kiosk.device();
    const auto request = make_device_request("kiosk-2").value();
    const std::pair<std::string, std::string> table[] = {
        {"/v1/reconcile",
         wire::build_reconcile({{world.kiosk.id(1), world.kiosk.hash(1)}, {world.kiosk.id(15), world.kiosk.hash(15)}})},
        {"/v1/enrol",
         wire::build_enrol_request({"ABCD-EFGH-JKMN", "kiosk-2", request.pem, device.sign_key, device.box_key})},
        {"/v1/renew", wire::build_renew_request(request.pem)},
    };
    for (const auto& [path, good] : table)
        for (int i = 0; i < bends / 3; ++i) {
            std::string body = good;
            hand.bend(body);
            const Answer answer = world.ask("POST", path, body);
            INFO(path << " " << answer.status << " " << answer.body);
            REQUIRE((path == "/v1/renew" && answer.status < 500 ? true : answers_properly(world, answer)));
        }
}

TEST_CASE("bent paths, tags and ranges get a proper answer") {
    World world;
    Bending hand(13);
    const Item item{"hours", "week", "*", 1, seal::sha256_hex("0123456789"), 10};
    REQUIRE(world.store->put_item(item, "0123456789", 1).ok());
    for (int i = 0; i < bends; ++i) {
        Request request;
        request.method = "GET";
        request.path = "/v1/items/hours/week";
        request.range = "bytes=3-7";
        request.if_none_match = "\"" + item.etag + "\"";
        request.sender = Sender{world.kiosk.name, ""};
        if (hand.pick(0, 3) == 0) hand.bend(request.path);
        hand.bend(request.range);
        hand.bend(request.if_none_match);
        const Answer answer = world.service->answer(request);
        INFO(request.path << " " << request.range << " " << answer.status);
        REQUIRE(answers_properly(world, answer));
        if (answer.shared) {
            REQUIRE(answer.offset + answer.size <= answer.shared->size());
            if (request.path == "/v1/items/hours/week") REQUIRE(*answer.shared == "0123456789");
        }
    }
}
