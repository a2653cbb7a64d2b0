// The same device against the real gateway: what the hostile tests prove of the refusals, this proves of the way
// itself.
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "content/shelf.hpp"
#include "daemon/files.hpp"
#include "fakes/world.hpp"
#include "folder/layout.hpp"
#include "journal/journal.hpp"
#include "journal/mail.hpp"
#include "journal/reader.hpp"
#include "seal/hash.hpp"
#include "seal/signed_texts.hpp"
#include "support/paths.hpp"
#include "visit/fold.hpp"

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
            const calendar::Date today = calendar::copenhagen(clock.wall_ms()).date;
            visit::CheckedIn in{id, visit::next_sign(book.unit(), today), {}};
            in.choices->purpose = visit::Purpose::Letter;
            REQUIRE(book.append(in).ok());
            REQUIRE(book.append(visit::LeftUnit{id}).ok());
        }
    }
    [[nodiscard]] int sync() const {
        return fakes::run({fakes::program("kiosk-sync"), "--once", "--config", (world.dir() / "sync.toml").string(),
                           "--data", world.data().string()})
            .code;
    }
    [[nodiscard]] fakes::Ran operate(std::vector<std::string> words) const {  // the operator at the jobcenter
        words.insert(words.begin(), {fakes::program("kioskctl"), "jobcenter"});
        words.insert(words.end(), {"--store", world.store()});
        return fakes::run(words);
    }
    [[nodiscard]] folder::LinkFacts facts() const {
        return journal::MailReader::open(world.data())->link_facts().value();
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

TEST_CASE("a journal that cannot be read is not a journal that is done") {
    fakes::World world;
    world.start_jobcenter();
    const auto exchange = [&] {
        return fakes::run({fakes::program("kiosk-sync"), "--once", "--config", (world.dir() / "sync.toml").string(),
                           "--data", world.data().string()},
                          std::chrono::seconds(60))
            .code;
    };
    CHECK(exchange() == 0);  // there is none yet: nothing that could be lost
    fakes::spill(world.data() / "journal.db", std::string(8192, 'x'));
    CHECK(exchange() == 1);
    CHECK(fakes::slurp(world.data() / "journal.db") == std::string(8192, 'x'));  // kiosk's to set aside, not ours
}

TEST_CASE("a code from the real jobcenter enrols a device that has no keys, and its certificate carries the day") {
    Day day;
    const folder::Layout layout{day.world.data()};
    day.world.start_jobcenter();
    day.visits(2);
    std::filesystem::remove_all(layout.keys());
    const std::string address = fakes::slurp(day.world.dir() / "sync.toml");
    fakes::spill(day.world.dir() / "sync.toml", address + "ca = \"jobcenter/ca.pem\"\n");
    const auto made = day.operate({"code", "new", "--device", "kiosk-1", "--unit", "korskaerparken"});
    INFO(made.output);
    const std::string code = made.output.substr(0, made.output.find('\n'));
    fakes::spill(layout.enrol_request(), nlohmann::json{{"code", code}}.dump());
    CHECK(day.sync() == 0);
    CHECK(day.facts().enrolled);
    day.expect_all_held_once();
    const auto before = daemon::read_small(layout.device_certificate()).value();
    fakes::spill(layout.enrol_request(), nlohmann::json{{"code", code}}.dump());  // used already
    CHECK(day.sync() == 1);
    CHECK(day.facts().code_refused);
    CHECK(daemon::read_small(layout.device_certificate()).value() == before);
    CHECK(day.sync() == 0);
}

TEST_CASE("a signed bundle put at the real jobcenter is on the device's shelf after one exchange") {
    Day day;
    day.world.start_jobcenter();
    const auto dir = day.world.dir();
    std::filesystem::create_directories(dir / "letters");
    fakes::spill(dir / "letters/content.toml", "version = 7\n");
    fakes::spill(dir / "letters/a.txt", std::string(400'000, 'a'));
    const std::string ctl = fakes::program("kioskctl");
    const std::string file = (dir / "letters.bundle").string();
    CHECK(fakes::run({ctl, "content", "build", (dir / "letters").string(), "-o", file}).code == 0);
    CHECK(fakes::run({ctl, "content", "sign", file, "--key", (dir / "away/content.key").string()}).code == 0);
    for (const std::string tail : {"", ".minisig"})
        CHECK(day.operate({"item", "put", "content", "letters" + tail, file + tail, "--version", "7"}).code == 0);
    CHECK(day.sync() == 0);
    const content::Shelf shelf(folder::Layout{day.world.data()}.content());
    REQUIRE(shelf.current());
    CHECK(shelf.current()->version == 7);
    CHECK(std::filesystem::file_size(shelf.current()->dir / "a.txt") == 400'000);
}

TEST_CASE("a changed letter reaches a kiosk by one command, and what would fail there is refused before") {
    Day day;
    day.world.start_jobcenter();
    const auto dir = day.world.dir();
    const auto edited = dir / "edited";
    std::filesystem::create_directories(edited);
    for (const char* part : {"letters", "languages"})
        std::filesystem::copy(std::filesystem::path(tests::source_dir()) / "assets" / part, edited / part,
                              std::filesystem::copy_options::recursive);
    const auto publish = [&](const std::string& key) {
        return fakes::run({fakes::program("kioskctl"), "content", "publish", edited.string(), "--key", key, "--config",
                           (dir / "jobcenter/jobcenter.toml").string()});
    };
    const std::string key = (dir / "away/content.key").string();
    CHECK(publish(key).output.find("version = 1") != std::string::npos);  // no content.toml yet
    fakes::spill(edited / "content.toml", "version = 3\n");
    const auto wrong = publish((dir / "jobcenter/receipt.key").string());
    CHECK(wrong.code == 1);
    CHECK(wrong.output.find("not the one that kiosks trust") != std::string::npos);
    const auto good = publish(key);
    INFO(good.output);
    CHECK(good.code == 0);
    CHECK(publish(key).code == 0);  // the very same again is done: a publishing that broke off can be finished
    std::ofstream(edited / "letters/hard-words.toml", std::ios::app) << "# changed\n";
    CHECK(publish(key).output.find("count up the version") != std::string::npos);
    CHECK(day.sync() == 0);
    const content::Shelf shelf(folder::Layout{day.world.data()}.content());
    REQUIRE(shelf.current());
    CHECK(shelf.current()->version == 3);
}

TEST_CASE("the operator sees a kiosk that reports, and one that has never been heard of") {
    Day day;
    day.world.start_jobcenter();
    day.visits(1);
    CHECK(day.sync() == 0);
    const auto well = day.operate({"health"});
    INFO(well.output);
    CHECK(well.code == 0);
    CHECK(well.output.find("0 of 1 kiosks in trouble") != std::string::npos);
    CHECK(
        day.operate({"device", "add", "kiosk-2", "--sign-key", std::string(64, 'a'), "--box-key", std::string(64, 'b')})
            .code == 0);
    const auto ill = day.operate({"health"});
    CHECK(ill.code == 1);
    CHECK(ill.output.find("never been heard of") != std::string::npos);
}

TEST_CASE("a brief that is not sealed, a kind and a filter that nobody knows are refused, and nothing is sent") {
    Day day;
    const auto note = day.world.dir() / "note.txt";
    fakes::spill(note, "Kommer om sit forløb.");
    for (const char* kind : {"brief", "answer", "transfer"}) {
        const auto refused = day.operate({"item", "put", kind, "visit-1", note.string(), "--unit", "korskaerparken"});
        CHECK(refused.code == 2);
        CHECK(refused.output.find("only sealed") != std::string::npos);
    }
    CHECK(day.operate({"item", "list", "--device", "kiosk-1"}).output.find("visit-1") == std::string::npos);
    CHECK(day.operate({"entries", "--since", "yesterday"}).code == 2);
    CHECK(day.operate({"entires"}).code == 2);
}

TEST_CASE("a device that the real jobcenter revokes erases its keys and keeps its journal") {
    Day day;
    day.world.start_jobcenter();
    day.visits(1);
    CHECK(day.sync() == 0);
    CHECK(day.operate({"device", "revoke", "kiosk-1"}).code == 0);
    day.visits(1);
    CHECK(day.sync() == 1);
    CHECK_FALSE(std::filesystem::exists(folder::Layout{day.world.data()}.device_key()));
    CHECK(day.facts().revoked);
    CHECK(day.entries() == 4);
}

TEST_CASE("kiosk-sync is linked to no display, no input and no sound") {
    const std::string command = std::string("ldd '") + aaben::tests::program("kiosk-sync") +
                                "' | grep -Ei 'SDL|wayland|X11|xcb|libdrm|libGL|EGL|asound|pulse|input' > /dev/null";
    CHECK(std::system(command.c_str()) != 0);
    CHECK(std::system((std::string("ldd '") + aaben::tests::program("kiosk-sync") + "' | grep -q libcurl").c_str()) ==
          0);
}
