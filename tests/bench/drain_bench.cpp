// How fast a full outbox empties: the real kiosk-sync to the real jobcenter, beside libcurl posting the very same
// batches to it, and beside PouchDB replicating as many documents of the same size. Rounds in turn on the same disk;
// prints one JSON line of medians, in entries a second. Always: both ways start from the same journal and the same
// store, and a round counts only when every entry has its receipt.
#include <curl/curl.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "daemon/files.hpp"
#include "daemon/identity.hpp"
#include "fakes/world.hpp"
#include "folder/layout.hpp"
#include "journal/journal.hpp"
#include "journal/reader.hpp"
#include "seal/hash.hpp"
#include "seal/signed_texts.hpp"
#include "support/must.hpp"
#include "version/version.hpp"
#include "visit/fold.hpp"
#include "wire/batch.hpp"

using namespace aaben;
namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

using Steady = std::chrono::steady_clock;
constexpr auto patience = 10min;

struct Options {
    int entries = 10'000;
    int rounds = 3;
    std::string pouchdb;  // the folder where tests/bench/pouchdb was installed; empty leaves the peer out
};

using tests::must;

double seconds_since(Steady::time_point start) {
    return std::chrono::duration<double>(Steady::now() - start).count();
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values.empty() ? 0 : values[values.size() / 2];
}

// Days of a thousand entries, the last of them today: check-ins with their sealed part, and with more than ten waiting
// each is followed by a leaving.
void fill_journal(const fs::path& folder, int entries) {
    const folder::Layout layout{folder};
    constexpr int a_day = 1'000;
    constexpr std::int64_t day_ms = 24LL * 3'600'000;
    FakeClock clock;
    clock.wall = SystemClock().wall_ms() - (entries + a_day - 1) / a_day * day_ms;
    auto journal = must(journal::Journal::open(folder, clock));
    const std::string root = daemon::without_line_end(must(daemon::read_small(layout.root_pub())));
    const std::string list = daemon::without_line_end(must(daemon::read_small(layout.key_list())));
    journal.set_key_list(must(seal::open_key_list(root, list)));
    visit::Choices choices;
    choices.purpose = visit::Purpose::Letter;
    choices.needs.put(visit::Need::QuietPlace);
    choices.letter = visit::CarriedLetter{"indkaldelse-jobsamtale", {}};
    for (int i = 0; i < entries; ++i) {
        clock.advance_ms(i % a_day == 0 ? day_ms - std::int64_t{a_day} * 1'000 : 1'000);
        const visit::Unit& unit = journal.unit();
        const auto today = calendar::copenhagen(clock.wall).date;
        if (visit::needs_day_close(unit, today))
            (void)must(journal.append(visit::DayClosed{unit.day}));
        else if (unit.visits.size() > 10)
            (void)must(journal.append(visit::LeftUnit{unit.visits.front().id}));
        else
            (void)must(
                journal.append(visit::CheckedIn{seal::new_id(clock.wall), visit::next_sign(unit, today), choices}));
    }
    (void)must(journal.checkpoint());
}

struct Prepared {
    std::vector<std::string> bodies;
    std::size_t entries = 0;
    std::size_t entry_bytes = 0;  // all lines together
};

// The batches as kiosk-sync makes them: the same head, the same lines, the same limits.
Prepared prepare(const fs::path& folder, const daemon::Identity& me) {
    auto reader = must(journal::JournalReader::open(folder));
    const auto pending = must(reader.pending(0, 1'000'000));
    const auto newest = must(reader.head());
    Prepared out;
    wire::Batch batch;
    std::size_t bytes = 0;
    const auto close = [&] {
        if (batch.lines.empty()) return;
        batch.head.device = me.device;
        batch.head.count = static_cast<std::int64_t>(batch.lines.size());
        batch.head.head_seq = newest.seq;
        batch.head.head = newest.hash;
        seal::sign_head(me.sign_key, batch.head);
        out.bodies.push_back(wire::build_batch(batch));
        batch = {};
        bytes = 0;
    };
    for (const auto& entry : pending) {
        constexpr std::size_t room = wire::batch_bytes_max - 1024;
        if (batch.lines.size() == wire::batch_entries_max || bytes + entry.bytes + 1 > room) close();
        if (batch.lines.empty()) batch.head.first = entry.seq;
        batch.lines.push_back(must(reader.body(entry.seq)));
        bytes += entry.bytes + 1;
        out.entry_bytes += entry.bytes + 1;
        ++out.entries;
    }
    close();
    return out;
}

// A jobcenter on the store as it was when the device had just been enrolled.
class FreshJobcenter {
  public:
    explicit FreshJobcenter(fakes::World& world)
        : world_(world), store_(world.dir() / "jobcenter/jobcenter.db"), kept_(world.dir() / "kept.db") {
        stop();  // closed, so that the file is whole
        fs::copy_file(store_, kept_);
    }
    void start() {
        stop();
        for (const char* tail : {"-wal", "-shm"}) fs::remove(store_.string() + tail);
        fs::copy_file(kept_, store_, fs::copy_options::overwrite_existing);
        world_.start_jobcenter();
    }
    void stop() {
        world_.jobcenter.signal(SIGTERM);
        if (!world_.jobcenter.wait(10s)) world_.jobcenter.kill();
    }

  private:
    fakes::World& world_;
    fs::path store_, kept_;
};

void exchange(fakes::World& world) {
    fakes::Process sync({fakes::program("kiosk-sync"), "--once", "--config", (world.dir() / "sync.toml").string(),
                         "--data", world.data().string()},
                        world.dir() / "sync.log");
    if (sync.wait(patience) != 0) throw std::runtime_error("kiosk-sync: " + fakes::slurp(world.dir() / "sync.log"));
}

// From the program's start until it has ended with every receipt on the disk.
double ours(fakes::World& world, const fs::path& fresh_mail, int entries) {
    const fs::path mail = world.data() / "mail.db";
    for (const char* tail : {"-wal", "-shm"}) fs::remove(mail.string() + tail);
    fs::copy_file(fresh_mail, mail, fs::copy_options::overwrite_existing);
    const auto start = Steady::now();
    exchange(world);
    const double seconds = seconds_since(start);
    auto reader = must(journal::JournalReader::open(world.data()));
    if (must(reader.status()).unreceipted != 0) throw std::runtime_error("kiosk-sync left entries without a receipt");
    return entries / seconds;
}

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* to) {
    static_cast<std::string*>(to)->append(bytes, size * count);
    return size * count;
}

std::size_t count_of(const std::string& text, std::string_view word) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += word.size()) ++count;
    return count;
}

// The strongest plain peer: one process, one connection that stays, bodies ready in memory, answers only counted.
double plain_curl(const Prepared& prepared, const daemon::Identity& me, const std::string& url) {
    const auto blob = [](const std::string& text) {
        return curl_blob{const_cast<char*>(text.data()), text.size(), CURL_BLOB_COPY};
    };
    const curl_blob certificate = blob(me.certificate_pem), key = blob(me.key_pem), root = blob(me.ca_pem);
    std::string answer;
    const auto start = Steady::now();
    const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> curl(curl_easy_init(), &curl_easy_cleanup);
    const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(
        curl_slist_append(nullptr, "Content-Type: application/x-ndjson"), &curl_slist_free_all);
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_SSLCERT_BLOB, &certificate);
    curl_easy_setopt(curl.get(), CURLOPT_SSLKEY_BLOB, &key);
    curl_easy_setopt(curl.get(), CURLOPT_CAINFO_BLOB, &root);
    curl_easy_setopt(curl.get(), CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &answer);
    std::size_t accepted = 0;
    for (const std::string& body : prepared.bodies) {
        answer.clear();
        curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
        curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, body.data());
        if (const auto code = curl_easy_perform(curl.get()); code != CURLE_OK)
            throw std::runtime_error(std::string("curl: ") + curl_easy_strerror(code));
        accepted += count_of(answer, R"(\"outcome\":\"accepted\")");
    }
    const double seconds = seconds_since(start);
    if (accepted != prepared.entries)
        throw std::runtime_error("curl: only " + std::to_string(accepted) + " accepted; " + answer.substr(0, 300));
    return static_cast<double>(prepared.entries) / seconds;
}

// None when the peer cannot run here; a word on stderr says why.
std::optional<double> pouchdb(const std::string& folder, const Prepared& prepared) {
    const auto ran =
        fakes::run({"/usr/bin/env", "node", (fs::path(folder) / "replicate.js").string(),
                    std::to_string(prepared.entries), std::to_string(prepared.entry_bytes / prepared.entries)},
                   patience);
    const auto line = nlohmann::json::parse(ran.output, nullptr, false);
    if (ran.code == 0 && line.is_object() && line.contains("per_s")) return line["per_s"].get<double>();
    std::fprintf(stderr, "drain_bench: PouchDB is left out: %s\n", ran.output.c_str());
    return std::nullopt;
}

int run(const Options& options) {
    fakes::World world;
    const fs::path fresh_mail = world.dir() / "fresh-mail.db";
    world.start_jobcenter();
    exchange(world);  // there is no journal yet: mail.db as on a device that has just been enrolled
    fs::copy_file(world.data() / "mail.db", fresh_mail);
    fill_journal(world.data(), options.entries);
    const daemon::Identity me = must(daemon::load_identity(folder::Layout{world.data()}));
    const Prepared prepared = prepare(world.data(), me);
    const std::string sync_toml = fakes::slurp(world.dir() / "sync.toml");
    const std::size_t quote = sync_toml.find('"') + 1;
    const std::string url = sync_toml.substr(quote, sync_toml.find('"', quote) - quote) + "/v1/entries";
    FreshJobcenter jobcenter(world);
    std::vector<double> mine, curls, pouches;
    for (int round = 0; round < options.rounds; ++round) {
        jobcenter.start();
        mine.push_back(ours(world, fresh_mail, options.entries));
        jobcenter.start();
        curls.push_back(plain_curl(prepared, me, url));
        jobcenter.stop();
        if (!options.pouchdb.empty() && pouches.size() == static_cast<std::size_t>(round))
            if (const auto rate = pouchdb(options.pouchdb, prepared)) pouches.push_back(*rate);
        std::fprintf(stderr, "round %d: kiosk-sync %.0f/s, curl %.0f/s, PouchDB %.0f/s\n", round + 1, mine.back(),
                     curls.back(), pouches.empty() ? 0 : pouches.back());
    }
    nlohmann::json out{{"entries", prepared.entries},       {"entry_bytes", prepared.entry_bytes / prepared.entries},
                       {"batches", prepared.bodies.size()}, {"rounds", options.rounds},
                       {"ours_per_s", median(mine)},        {"curl_per_s", median(curls)}};
    if (!pouches.empty()) out["pouchdb_per_s"] = median(pouches);
    std::printf("%s\n", out.dump().c_str());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Draining a full outbox, beside plain curl and PouchDB.", "drain_bench");
    app.set_version_flag("--version", aaben::version());
    Options options;
    app.add_option("--entries", options.entries)->check(CLI::Range(1, 100'000));
    app.add_option("--rounds", options.rounds)->check(CLI::Range(1, 100));
    app.add_option("--pouchdb", options.pouchdb, "folder of the installed peer");
    CLI11_PARSE(app, argc, argv);
    // Beside the build, because a temporary folder may lie in memory.
    const fs::path here = fs::current_path() / ("drain-" + seal::new_id(0));
    fs::create_directories(here);
    ::setenv("TMPDIR", here.c_str(), 1);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    int code = 1;
    try {
        code = run(options);
    } catch (const std::exception& why) {
        std::fprintf(stderr, "drain_bench: %s\n", why.what());
    }
    std::error_code ignored;
    fs::remove_all(here, ignored);
    return code;
}
