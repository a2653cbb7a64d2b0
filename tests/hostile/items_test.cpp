// What comes down the wire, honest and hostile, through the real kiosk-sync: items, bundles, keys, enrolment,
// revocation.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "content/bundle.hpp"
#include "content/shelf.hpp"
#include "daemon/files.hpp"
#include "daemon/identity.hpp"
#include "hostile/device.hpp"
#include "hostile/honest.hpp"
#include "journal/mail.hpp"
#include "seal/hash.hpp"
#include "seal/pin.hpp"
#include "seal/signed_texts.hpp"

using namespace aaben;
using namespace aaben::hostile;
namespace fs = std::filesystem;
using wire::ItemKind;

namespace {

struct Scene {
    HonestJobcenter jobcenter;
    Certified server_identity;
    std::unique_ptr<TlsServer> server;
    std::unique_ptr<TestDevice> device;

    Scene() {
        jobcenter.authority = make_authority("Test CA");
        server_identity = issue(jobcenter.authority, {.common_name = "localhost", .server = true});
        server = std::make_unique<TlsServer>(
            ServerTls{.identity = server_identity, .client_ca_pem = jobcenter.authority.certificate_pem}, honest());
        device = std::make_unique<TestDevice>(jobcenter, server_identity);
        device->configure(server->url());
    }
    ~Scene() { server.reset(); }
    int sync() const {
        server->settle();
        const int code = device->sync_once();
        server->settle();
        return code;
    }
    Handler honest() {
        return [this](Connection& c, const RawRequest& r) { c.write(jobcenter.answer(r)); };
    }
    [[nodiscard]] std::optional<journal::StoredItem> item(ItemKind kind, const std::string& name) const {
        return journal::MailReader::open(device->layout.root)->item(kind, name).value();
    }
    // A signed bundle of the given version, as the operator would put it at the jobcenter.
    void publish_bundle(int version, const std::string& signature = "", std::size_t bytes = 300'000) {
        const fs::path dir = device->root / "src";
        fs::create_directories(dir / "letters");
        std::ofstream(dir / "content.toml", std::ios::trunc) << "version = " << version << "\n";
        std::ofstream(dir / "letters/a.txt", std::ios::trunc) << std::string(bytes, 'x') << version;
        const fs::path file = device->root / "out.bundle";
        REQUIRE(content::build_bundle(dir, file).ok());
        content::BundleKey key{seal::sign_key_from_seed(jobcenter.root_key.seed),
                               content::key_id_of(jobcenter.root_key.public_key)};
        jobcenter.put_item(ItemKind::Content, "main.minisig", version,
                           signature.empty() ? content::sign_bundle(file, key).value() : signature);
        jobcenter.put_item(ItemKind::Content, "main", version, daemon::read_small(file, 10'000'000).value());
    }
    [[nodiscard]] content::Shelf shelf() const { return content::Shelf(device->layout.content()); }
};

std::string hours_text() {
    visit::UnitHours hours;
    hours.main_phone = "72107000";
    return wire::build_hours(hours);
}

std::string roster_text() {
    visit::Roster roster;
    roster.version = 1;
    roster.unit_name = "Korskaerparken";
    visit::Caseworker who;
    who.id = "cw-1";
    who.name = "Prøve Person";
    who.initials = "PP";
    who.badge_hash = seal::sha256_hex("BADGE-1");
    who.pin_hash = seal::pin_verifier("4711", {1, 8 * 1024}).value();
    roster.people.push_back(who);
    return wire::build_roster(roster);
}

}  // namespace

TEST_CASE("hours and roster come down, checked, the roster keyed with the device's pepper") {
    Scene scene;
    scene.jobcenter.put_item(ItemKind::Hours, "unit", 3, hours_text());
    scene.jobcenter.put_item(ItemKind::Roster, "unit", 1, roster_text());
    CHECK(scene.sync() == 0);
    INFO(scene.device->said());
    CHECK(scene.item(ItemKind::Hours, "unit")->applied);
    const auto stored = scene.item(ItemKind::Roster, "unit");
    REQUIRE(stored);
    const auto roster = wire::parse_roster(stored->bytes);
    REQUIRE(roster.ok());
    const auto pepper = seal::load_seed(scene.device->layout.pepper());
    CHECK(seal::verify_pin(*pepper, "4711", roster->people.at(0).pin_hash).ok());
    CHECK_FALSE(seal::verify_pin(*pepper, "4712", roster->people.at(0).pin_hash).ok());
    CHECK(roster->people.at(0).badge_hash == seal::badge_hash(*pepper, "BADGE-1"));
    CHECK(stored->bytes.find("argon2id$") == std::string::npos);
    SECTION("and kiosk's journal acknowledges them to the jobcenter") {
        CHECK(scene.device->book().acknowledge_items(scene.device->layout.root / "mail.db").value() >= 2);
        CHECK(scene.sync() == 0);
        CHECK(scene.jobcenter.ledger().size() >= 2);
    }
    SECTION("a lower version never replaces a higher one") {
        scene.jobcenter.put_item(ItemKind::Hours, "unit", 2, hours_text());
        CHECK(scene.sync() == 0);
        CHECK(scene.item(ItemKind::Hours, "unit")->ref.version == 3);
    }
}

TEST_CASE("an item that cannot be read is stored as refused with its reason, and the others still come") {
    Scene scene;
    scene.jobcenter.put_item(ItemKind::Brief, "a", 1, "{not json");
    scene.jobcenter.put_item(ItemKind::Hours, "unit", 1, hours_text());
    CHECK(scene.sync() == 0);
    CHECK(scene.item(ItemKind::Hours, "unit")->applied);
    const auto brief = scene.item(ItemKind::Brief, "a");
    REQUIRE(brief);
    CHECK_FALSE(brief->applied);
    CHECK_FALSE(brief->reason.empty());
    CHECK(brief->bytes.empty());
}

TEST_CASE("what is for today goes when the jobcenter no longer lists it; hours stay") {
    Scene scene;
    scene.jobcenter.put_item(ItemKind::Brief, "a", 1, wire::build_brief({"ref-1", {"cw-1"}, "sealed"}));
    scene.jobcenter.put_item(ItemKind::Hours, "unit", 1, hours_text());
    REQUIRE(scene.sync() == 0);
    REQUIRE(scene.item(ItemKind::Brief, "a"));
    scene.jobcenter.remove_item(ItemKind::Brief, "a");
    scene.jobcenter.remove_item(ItemKind::Hours, "unit");
    REQUIRE(scene.sync() == 0);
    CHECK_FALSE(scene.item(ItemKind::Brief, "a"));
    CHECK(scene.item(ItemKind::Hours, "unit"));
}

TEST_CASE("an item whose bytes are not what the signed list says is not stored, nor is an unsigned list followed") {
    Scene scene;
    scene.jobcenter.put_item(ItemKind::Hours, "unit", 1, hours_text());
    SECTION("other bytes of the same length") {
        scene.server->answer_with([&](Connection& c, const RawRequest& r) {
            if (!r.path.starts_with("/v1/items/")) return (void)c.write(scene.jobcenter.answer(r));
            std::string bytes = hours_text();
            bytes.replace(bytes.find("72107000"), 8, "90909090");
            c.write(http_answer(200, bytes));
        });
    }
    SECTION("a list signed by a stranger") {
        scene.server->answer_with([&](Connection& c, const RawRequest& r) {
            if (r.path != "/v1/items") return (void)c.write(scene.jobcenter.answer(r));
            wire::ItemList list;
            list.items.push_back({ItemKind::Hours, "unit", 9, seal::sha256_hex(hours_text()),
                                  static_cast<std::int64_t>(hours_text().size())});
            c.write(
                http_answer(200, seal::sign_text(seal::new_sign_key(), wire::Signed::Items, wire::build_items(list))));
        });
    }
    SECTION("a portal") {
        scene.server->answer_with([](Connection& c, const RawRequest&) { c.write(http_answer(200, "<html>")); });
    }
    CHECK(scene.sync() == 1);
    CHECK_FALSE(scene.item(ItemKind::Hours, "unit"));
    scene.server->answer_with(scene.honest());
    CHECK(scene.sync() == 0);
    CHECK(scene.item(ItemKind::Hours, "unit"));
}

TEST_CASE("a content bundle is fetched, verified and switched to; a bad one is refused and the old one stays") {
    Scene scene;
    scene.publish_bundle(1);
    CHECK(scene.sync() == 0);
    INFO(scene.device->said());
    REQUIRE(scene.shelf().current());
    CHECK(scene.shelf().current()->version == 1);
    CHECK(scene.item(ItemKind::Content, "main")->applied);
    CHECK_FALSE(fs::exists(scene.device->layout.incoming()));
    SECTION("signed by a stranger") {
        const auto stranger = seal::new_sign_key();
        scene.publish_bundle(2,
                             seal::minisign_sign(stranger, content::key_id_of(stranger.public_key), "x", "y").value());
        CHECK(scene.sync() == 0);
        CHECK(scene.shelf().current()->version == 1);
        CHECK_FALSE(scene.item(ItemKind::Content, "main")->applied);
        scene.publish_bundle(3);
        CHECK(scene.sync() == 0);
        CHECK(scene.shelf().current()->version == 3);
        CHECK(scene.shelf().previous()->version == 1);
    }
    SECTION("no bundle at all, though the list and the signature say so") {
        scene.jobcenter.put_item(ItemKind::Content, "main", 2, "not a bundle");
        CHECK(scene.sync() == 0);
        CHECK(scene.shelf().current()->version == 1);
        CHECK_FALSE(scene.item(ItemKind::Content, "main")->applied);
    }
}

TEST_CASE("a bundle that is cut on its way goes on where it was cut") {
    Scene scene;
    scene.publish_bundle(1);
    std::vector<std::string> ranges;
    int cuts = 0;
    scene.server->answer_with([&](Connection& c, const RawRequest& r) {
        const std::string answer = scene.jobcenter.answer(r);
        if (r.path != "/v1/items/content/main") return (void)c.write(answer);
        const auto range = r.headers.find("range");
        ranges.push_back(range == r.headers.end() ? "" : range->second);
        if (++cuts <= 2) {
            c.write(answer.substr(0, 100'000));
            return c.cut();
        }
        c.write(answer);
    });
    CHECK(scene.sync() == 1);
    CHECK(scene.sync() == 1);
    CHECK_FALSE(scene.shelf().current());
    CHECK(scene.sync() == 0);
    CHECK(scene.shelf().current()->version == 1);
    REQUIRE(ranges.size() == 3);
    CHECK(ranges[0].empty());
    CHECK(ranges[1].starts_with("bytes="));
    CHECK(std::atoll(ranges[2].c_str() + 6) > std::atoll(ranges[1].c_str() + 6));
}

TEST_CASE("a newer key list is taken when the root signed it, and never an older one") {
    Scene scene;
    CHECK(scene.sync() == 0);
    CHECK(scene.device->noted("root_key") == scene.jobcenter.root_key.public_key);
    const auto held = [&] { return scene.item(ItemKind::Keys, "key_list"); };
    REQUIRE(held());
    CHECK(held()->ref.version == 1);
    const auto second = seal::new_box_key();
    const wire::KeyList list{2, {{second.id, second.public_key, 5}}};
    const std::string good =
        seal::sign_text(scene.jobcenter.root_key, wire::Signed::KeyList, wire::build_key_list(list));
    const std::string forged = seal::sign_text(seal::new_sign_key(), wire::Signed::KeyList, wire::build_key_list(list));
    scene.jobcenter.put_item(ItemKind::Keys, "rotation", 1, forged);
    CHECK(scene.sync() == 0);
    CHECK(held()->ref.version == 1);
    CHECK_FALSE(scene.item(ItemKind::Keys, "rotation")->applied);
    scene.jobcenter.put_item(ItemKind::Keys, "rotation", 2, good);
    CHECK(scene.sync() == 0);
    CHECK(held()->ref.version == 2);
    CHECK(held()->bytes == good);
    CHECK(scene.sync() == 0);  // the list of items still names version 1
    CHECK(held()->ref.version == 2);
}

TEST_CASE(
    "a code typed on the kiosk makes keys on the device and a certificate; a wrong one is refused and nothing "
    "changes") {
    Scene scene;
    const auto& layout = scene.device->layout;
    fs::remove_all(layout.keys());
    scene.device->check_in(2);
    CHECK(scene.sync() == 1);  // not enrolled: everything is kept
    std::ofstream(layout.enrol_request()) << R"({"code":"0000-0000-0000"})";
    CHECK(scene.sync() == 1);
    CHECK(scene.device->facts().code_refused);
    CHECK_FALSE(fs::exists(layout.enrol_request()));
    CHECK_FALSE(fs::exists(layout.device_certificate()));
    std::ofstream(layout.enrol_request()) << R"({"code":"1234 5678-9abc"})";
    CHECK(scene.sync() == 0);
    INFO(scene.device->said());
    CHECK(scene.device->facts().enrolled);
    CHECK(scene.device->unreceipted() == 0);
    CHECK(scene.jobcenter.ledger().size() == 2);
    for (const auto& key : {layout.device_key(), layout.sign_key(), layout.box_key()})
        CHECK((fs::status(key).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
}

TEST_CASE(
    "when the answer to an enrolment is lost, the retry sends the same bytes, so that the used code still serves") {
    Scene scene;
    const auto& layout = scene.device->layout;
    fs::remove_all(layout.keys());
    std::vector<std::string> bodies;
    scene.server->answer_with([&](Connection& c, const RawRequest& r) {
        const std::string answer = scene.jobcenter.answer(r);
        if (r.path == "/v1/enrol") bodies.push_back(r.body);
        if (r.path == "/v1/enrol" && bodies.size() < 3) return c.cut();
        c.write(answer);
    });
    std::ofstream(layout.enrol_request()) << R"({"code":"1234 5678-9abc"})";
    CHECK(scene.sync() == 1);
    CHECK(scene.sync() == 1);
    CHECK(scene.sync() == 0);
    REQUIRE(bodies.size() == 3);
    CHECK(bodies[0] == bodies[1]);
    CHECK(bodies[0] == bodies[2]);
    CHECK_FALSE(fs::exists(layout.next_key()));
    CHECK_FALSE(fs::exists(layout.next_request()));
}

TEST_CASE("a certificate past half its life is renewed; an expired one keeps everything and asks for a new code") {
    Scene scene;
    const auto& layout = scene.device->layout;
    constexpr std::int64_t day_s = 86'400;
    const auto give = [&](std::int64_t from_s, std::int64_t until_s) {
        const auto made =
            issue(scene.jobcenter.authority, {.common_name = "kiosk-test", .from_s = from_s, .until_s = until_s});
        REQUIRE(write_whole(layout.device_certificate(), made.certificate_pem).ok());
        REQUIRE(write_whole(layout.device_key(), made.key_pem).ok());
    };
    scene.device->check_in(1);
    SECTION("fresh: left alone") {
        give(-day_s, 89 * day_s);
        const auto before = daemon::read_small(layout.device_certificate()).value();
        CHECK(scene.sync() == 0);
        CHECK(daemon::read_small(layout.device_certificate()).value() == before);
    }
    SECTION("past half: renewed, same key") {
        give(-50 * day_s, 40 * day_s);
        const auto before = daemon::validity_of(daemon::read_small(layout.device_certificate()).value())->until_ms;
        CHECK(scene.sync() == 0);
        CHECK(daemon::validity_of(daemon::read_small(layout.device_certificate()).value())->until_ms > before);
        CHECK(daemon::load_identity(layout).ok());
    }
    SECTION("expired") {
        give(-90 * day_s, -3600);
        CHECK(scene.sync() == 1);
        CHECK(scene.device->facts().certificate_expired);
        CHECK(scene.device->unreceipted() == 1);
        std::ofstream(layout.enrol_request()) << R"({"code":"1234 5678-9abc"})";
        CHECK(scene.sync() == 0);
        INFO(scene.device->said());
        CHECK_FALSE(scene.device->facts().certificate_expired);
        CHECK(scene.device->unreceipted() == 0);
    }
}

TEST_CASE("revocation erases the keys and keeps the journal sealed; another device's revocation does nothing") {
    Scene scene;
    const auto& layout = scene.device->layout;
    scene.device->check_in(1);
    scene.jobcenter.put_item(ItemKind::Revoke, "other", 1, wire::build_notice({"kiosk-other", "", 1}));
    CHECK(scene.sync() == 0);
    CHECK(fs::exists(layout.device_key()));
    scene.jobcenter.put_item(ItemKind::Revoke, "this", 1, wire::build_notice({"kiosk-test", "", 1}));
    CHECK(scene.sync() == 1);
    CHECK_FALSE(fs::exists(layout.device_key()));
    CHECK_FALSE(fs::exists(layout.sign_key()));
    CHECK_FALSE(fs::exists(layout.device_certificate()));
    CHECK(scene.device->facts().revoked);
    CHECK(scene.device->all_ids().size() == 1);
}

TEST_CASE("a Date that nobody signed moves no clock and no floor; nor does it at the next start") {
    Scene scene;
    scene.device->check_in(1);
    scene.server->answer_with([&](Connection& c, const RawRequest& r) {
        std::string answer = scene.jobcenter.answer(r);
        c.write(answer.insert(answer.find("\r\n") + 2, "Date: Thu, 01 Jan 2076 00:00:00 GMT\r\n"));
    });
    CHECK(scene.sync() == 0);
    CHECK(scene.sync() == 0);  // and the next start is none the worse
}

TEST_CASE("a list that was signed for another device, or is older than the last, opens nothing here") {
    Scene scene;
    scene.jobcenter.list_time_ms = 2'000;
    scene.jobcenter.put_item(ItemKind::Hours, "unit", 1, hours_text());
    CHECK(scene.sync() == 0);
    scene.jobcenter.put_item(ItemKind::Roster, "unit", 1, roster_text());
    scene.jobcenter.list_time_ms = 1'999;
    CHECK(scene.sync() == 1);
    CHECK_FALSE(scene.item(ItemKind::Roster, "unit"));
    scene.jobcenter.list_time_ms = 2'001, scene.jobcenter.list_device = "kiosk-of-another-unit";
    CHECK(scene.sync() == 1);
    CHECK_FALSE(scene.item(ItemKind::Roster, "unit"));
}

TEST_CASE("kiosk-sync says what is wrong with its configuration and ends with 2") {
    Scene scene;
    const auto config = scene.device->root / "kiosk-sync.toml";
    for (const auto* text :
         {"", "jobcenter = ", "jobcenter = \"http://localhost\"", "jobcenter = \"https://localhost\"\nunknown = 1",
          "jobcenter = \"https://localhost\"\npins = \"x\"",
          "jobcenter = \"https://localhost\"\npins = [\"sha256//short\"]",
          "jobcenter = \"https://localhost\"\nca = \"nowhere.pem\"",
          "jobcenter = \"https://localhost\"\ncontent_keys = [\"zzz\"]",
          "jobcenter = \"https://localhost\"\n[network]\nconnect_timeout_s = 0", "jobcenter = \"https://localho"}) {
        INFO(text);
        std::ofstream(config, std::ios::trunc) << text;
        CHECK(scene.sync() == 2);
        CHECK(scene.device->said().starts_with("kiosk-sync: "));
    }
    fs::remove(config);
    CHECK(scene.sync() == 2);
}
