// The operator's slips of the pen at the jobcenter's commands: each is one sentence, and nothing is stored.
#include <catch2/catch_test_macros.hpp>
#include <sstream>

#include "jobcenter/commands.hpp"
#include "jobcenter/config.hpp"
#include "jobcenter/service.hpp"
#include "jobcenter/store.hpp"
#include "jobcenter_rig/fake_kiosk.hpp"
#include "seal/keys.hpp"
#include "support/temporary_folder.hpp"
#include "wire/item.hpp"

using namespace aaben;
using namespace aaben::jobcenter;

namespace {

struct Said {
    int code = 0;
    std::string out, err;
    [[nodiscard]] bool has(std::string_view words) const { return (out + err).find(words) != std::string::npos; }
};

struct Desk {  // a store with kiosk-1 in `north` and kiosk-2 in `south`
    Desk() {
        for (const auto& [id, unit] : {std::pair{"kiosk-1", "north"}, {"kiosk-2", "south"}}) {
            Device device;
            device.id = id;
            device.unit = unit;
            REQUIRE(store()->put_device(device).ok());
        }
    }
    [[nodiscard]] std::string url() const { return "sqlite:" + (dir.path / "store.db").string(); }
    [[nodiscard]] std::unique_ptr<Store> store() const {
        return std::move(open_store(url(), Access::ReadWrite)).value();
    }
    [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
        REQUIRE(write_file(dir.path / name, text).ok());
        return (dir.path / name).string();
    }
    [[nodiscard]] Said run(std::vector<std::string> words) const {
        words.insert(words.end(), {"--store", url()});
        std::ostringstream out, err;
        const int code = run_command(words, out, err);
        return {code, out.str(), err.str()};
    }
    [[nodiscard]] std::string roster(const std::string& unit_name, const std::string& id = "mette") const {
        visit::Roster made{1, unit_name, {}};
        visit::Caseworker mette;
        mette.id = id, mette.name = "Mette Opdigt", mette.initials = "ME";
        mette.badge_hash = std::string(64, '0'), mette.pin_hash = "x", mette.box_key = seal::new_box_key().public_key;
        made.people.push_back(mette);
        return file(unit_name + ".json", wire::build_roster(made));
    }
    // A note for Mette under the item's name, with more words behind it.
    [[nodiscard]] Said note(const std::string& kind, const std::string& name,
                            std::vector<std::string> more = {}) const {
        std::vector<std::string> words{"item",        "put",   kind,   name,    file("note.txt", "Vi har ringet."),
                                       "--unit",      "north", "--to", "mette", "--staff-roster",
                                       roster("Nord")};
        words.insert(words.end(), more.begin(), more.end());
        return run(words);
    }

    tests::TemporaryFolder dir;
};

}  // namespace

TEST_CASE("a unit or a device that nobody knows is told with those that are, by every command that takes one") {
    const Desk desk;
    const std::string hours = desk.file("hours.json", wire::build_hours({}));
    const std::string key = (desk.dir.path / "away.key").string();
    REQUIRE(seal::save_seed(key, seal::new_box_key().seed).ok());
    for (const std::vector<std::string>& words :
         std::vector<std::vector<std::string>>{{"health", "--unit", "nroth"},
                                               {"entries", "--unit", "nroth"},
                                               {"open", "--key", key, "--unit", "nroth"},
                                               {"item", "put", "hours", "week", hours, "--unit", "nroth"}}) {
        const Said said = desk.run(words);
        INFO(words[0] << ": " << said.out << said.err);
        CHECK(said.code == 1);
        CHECK(said.has("no unit is called nroth; known: north, south"));
    }
    for (const std::vector<std::string>& words :
         std::vector<std::vector<std::string>>{{"entries", "--device", "kiosk-9"},
                                               {"open", "--key", key, "--device", "kiosk-9"},
                                               {"item", "put", "hours", "week", hours, "--device", "kiosk-9"},
                                               {"item", "list", "--device", "kiosk-9"},
                                               {"resolve", "kiosk-9"},
                                               {"device", "revoke", "kiosk-9"}}) {
        const Said said = desk.run(words);
        INFO(words[0] << ": " << said.out << said.err);
        CHECK(said.code == 1);
        CHECK(said.has("no device is called kiosk-9; known: kiosk-1, kiosk-2"));
    }
    CHECK(desk.store()->items("kiosk-9", "nroth").value().empty());
    CHECK(desk.run({"entries", "--unit", "north", "--device", "kiosk-1"}).code == 0);
    CHECK(desk.run({"item", "put", "hours", "week", hours, "--unit", "north"}).code == 0);
    CHECK(desk.run({"item", "list", "--device", "kiosk-1"}).has("week"));
}

TEST_CASE("a slip of the pen in a command, a kind of entry or a span of days is named") {
    const Desk desk;
    const Said helth = desk.run({"helth"});
    CHECK(helth.code == 2);
    CHECK(helth.has("no command is called 'helth'; there are:"));
    CHECK(helth.has(" health"));
    CHECK(desk.run({"item", "putt"}).has("no command is called 'putt'; there are: put withdraw list acks"));
    const Said vist = desk.run({"entries", "--type", "vist"});
    CHECK(vist.code == 2);
    CHECK(vist.has("no entry's type is or begins with 'vist'"));
    CHECK(desk.run({"entries", "--type", "visit"}).code == 0);
    const Said back = desk.run({"statistics", "--since", "2026-11-30", "--until", "2026-11-01"});
    CHECK(back.code == 2);
    CHECK(back.has("'2026-11-30' is not before '2026-11-01'"));
    CHECK(desk.run({"entries", "--since", "2026-11-30", "--until", "2026-11-30"}).code == 0);
}

TEST_CASE("a unit has one week of hours, and those named after another unit are refused") {
    const Desk desk;
    const std::string hours = desk.file("hours.json", wire::build_hours({}));
    const Said other = desk.run({"item", "put", "hours", "south", hours, "--unit", "north"});
    CHECK(other.code == 1);
    CHECK(other.has("hours south is named after another unit than north; nothing was put"));
    REQUIRE(desk.run({"item", "put", "hours", "north", hours, "--unit", "north"}).code == 0);
    const Said second = desk.run({"item", "put", "hours", "week", hours, "--unit", "north"});
    CHECK(second.code == 1);
    CHECK(second.has("unit north has hours 'north' already"));
    CHECK(desk.run({"item", "put", "hours", "north", hours, "--unit", "north", "--version", "9999999999999"}).code ==
          0);
}

TEST_CASE("a code for a new unit says that it is new, and from then on the unit is known") {
    const Desk desk;
    const std::string hours = desk.file("hours.json", wire::build_hours({}));
    CHECK_FALSE(desk.run({"code", "new", "--unit", "north"}).has("is new"));
    CHECK_FALSE(desk.run({"code", "new", "--device", "kiosk-1"}).has("is new"));
    const Said fresh = desk.run({"code", "new", "--unit", "west"});
    CHECK(fresh.code == 0);
    CHECK(fresh.out.find('\n') == 14);  // the code stands alone on the first line
    CHECK(fresh.has("unit west is new; known: north, south"));
    CHECK_FALSE(desk.run({"code", "new", "--unit", "west"}).has("is new"));
    CHECK(desk.run({"item", "put", "hours", "week", hours, "--unit", "west"}).code == 0);
    const Said health = desk.run({"health", "--unit", "west"});  // nobody is heard there, so it is not well
    CHECK(health.code == 1);
    CHECK(health.has("no kiosk yet"));
    const auto later = SystemClock().wall_ms() + 25LL * 3'600'000;
    CHECK(desk.store()->units(later).value() == std::vector<std::string>{"north", "south"});
}

TEST_CASE("an item is taken back from exactly those it was put for, and what is not held is told") {
    const Desk desk;
    REQUIRE(desk.note("brief", "visit-1", {"--ref", "visit-1"}).code == 0);
    const std::string hours = desk.file("hours.json", wire::build_hours({}));
    REQUIRE(desk.run({"item", "put", "hours", "week", hours, "--unit", "north"}).code == 0);
    REQUIRE(desk.run({"item", "put", "hours", "week", hours, "--device", "kiosk-1"}).code == 0);

    const Said slip = desk.run({"item", "withdraw", "brief", "visit-2", "--unit", "north"});
    CHECK(slip.code == 1);
    CHECK(slip.has("no brief for unit:north is called visit-2; held: visit-1"));
    CHECK(desk.run({"item", "withdraw", "brief", "visit-1", "--unit", "nroth"}).has("no unit is called nroth"));
    CHECK(desk.run({"item", "withdraw", "brief", "visit-1", "--unit", "south"}).code == 1);
    CHECK(desk.run({"item", "withdraw", "breif", "visit-1", "--unit", "north"}).code == 2);
    CHECK(desk.run({"item", "withdraw", "keys", "keys"}).has("never taken back"));
    CHECK(desk.store()->items("kiosk-1", "north").value().size() == 2);

    const Said done = desk.run({"item", "withdraw", "brief", "visit-1", "--unit", "north"});
    CHECK(done.code == 0);
    CHECK(done.has("brief visit-1 for unit:north is taken back; kiosks drop it"));
    CHECK(desk.run({"item", "withdraw", "brief", "visit-1", "--unit", "north"}).code == 1);
    CHECK(desk.run({"item", "withdraw", "hours", "week", "--device", "kiosk-1"}).has("keep it until"));
    const auto left = desk.store()->items("kiosk-1", "north").value();
    REQUIRE(left.size() == 1);
    CHECK(left[0].target == "unit:north");
}

TEST_CASE("a brief or an answer whose name is no call-back or visit needs --ref") {
    const Desk desk;
    jobcenter_rig::FakeKiosk kiosk("kiosk-1");
    kiosk.add("callback.requested", R"({"callback":"0193-call"})");
    kiosk.add("visit.checked_in", R"({"visit":"0193-visit"})");
    kiosk.add("item.applied", R"({"kind":"hours","name":"0193-other"})");
    {
        const auto store = desk.store();
        REQUIRE(store->put_device(kiosk.device()).ok());
        FakeClock clock;
        Service service(*store, {seal::new_sign_key(), std::string(64, 'a')}, {}, clock, 1'000);
        Request request;
        request.method = "POST", request.path = "/v1/entries", request.body = kiosk.batch(1, 3);
        request.sender = Sender{kiosk.name, ""};
        REQUIRE(service.answer(request).status == 200);
        Device back = kiosk.device();
        back.unit = "north";
        REQUIRE(store->put_device(back).ok());
    }
    for (const char* kind : {"brief", "answer"}) {
        CHECK(desk.note(kind, "0193-call").code == 0);
        CHECK(desk.note(kind, "0193-visit").code == 0);
        for (const char* nothing : {"0193-other", "0193-cal"}) {
            const Said refused = desk.note(kind, nothing);
            CHECK(refused.code == 1);
            CHECK(refused.has(std::string("no call-back or visit held here has the id ") + nothing));
            CHECK(desk.note(kind, nothing, {"--ref", "0193-call"}).code == 0);
        }
    }
    CHECK(desk.note("brief", "booked-1").code == 1);
    const std::string hash(64, 'a');
    const auto expected =
        desk.file("expected.json", wire::build_expected({"2026-11-28", hash, {{"booked-1", "10:15", "mette", hash}}}));
    REQUIRE(desk.run({"item", "put", "expected", "today", expected, "--unit", "north"}).code == 0);
    CHECK(desk.note("brief", "booked-1").code == 0);
}

TEST_CASE("another unit's roster is refused by the name it says, and a renamed or first one is taken") {
    const Desk desk;
    const auto put = [&](const std::string& unit, const std::string& name) {
        return desk.run({"item", "put", "roster", "staff", desk.roster(name), "--unit", unit});
    };
    REQUIRE(put("north", "Nord").code == 0);
    const Said wrong = put("south", "Nord");
    CHECK(wrong.code == 1);
    CHECK(wrong.has("this roster is of Nord, which is unit north, not south; nothing was put"));
    CHECK(desk.store()->items("", "south").value().empty());
    CHECK(put("south", "Syd").code == 0);
    CHECK(put("north", "Nordhavn").code == 0);
    const Said slip = desk.run({"item", "put", "roster", "staff", desk.roster("Vest", "bo"), "--unit", "north"});
    CHECK(slip.code == 1);
    CHECK(slip.has("unit north is called Nordhavn, and this roster is of Vest with none of its people"));
}

TEST_CASE("the same item put again is taken as done, so that what broke off half way can be finished") {
    const Desk desk;
    const std::string hours = desk.file("hours.json", wire::build_hours({})), other = desk.file("other.json", [] {
        visit::UnitHours made;
        made.main_phone = "70121314";
        return wire::build_hours(made);
    }());
    const auto put = [&](const std::string& file) {
        return desk.run({"item", "put", "hours", "hours", file, "--unit", "north", "--version", "3"}).code;
    };
    CHECK(put(hours) == 0);
    CHECK(put(hours) == 0);
    CHECK(put(other) == 1);
}

TEST_CASE("what has a command of its own is not put by hand, and an empty word widens nothing") {
    const Desk desk;
    const std::string rubbish = desk.file("n.txt", "hej");
    for (const char* kind : {"keys", "help", "revoke", "breif"})
        CHECK(desk.run({"item", "put", kind, "list", rubbish, "--unit", "north"}).code == 2);
    CHECK(desk.store()->items("kiosk-1", "north").value().empty());
    CHECK(desk.run({"help-calls", "--unit", ""}).code == 2);
    CHECK(desk.run({"item", "put", "content", "letters", rubbish, "--unit="}).code == 2);
    CHECK(desk.run({"help-calls", "--unit", "north"}).code == 0);
}
