// Intake on PostgreSQL from many simulated kiosks, all on this machine: the program, its database and the kiosks share
// the cores, so the rates are what is left for intake. Prints one JSON object a line. Run by hand or by `./run bench`:
//   intake_bench [--kiosks 10,100,1000] [--entries 40000] [--live-s 10] [--store postgresql|sqlite]
// Goals: p99 under 1 s; processor time an entry flat within 20 % from 10 to 1000 kiosks.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "intake_load.hpp"
#include "version/version.hpp"

namespace {

using namespace aaben;
using Json = nlohmann::ordered_json;
constexpr int entries_a_batch = 10;
constexpr int live_period_ms = 2000;

struct Process {
    double cpu_s = 0;
    double pss_mib = 0;
    Process& operator+=(const Process& other) {
        cpu_s += other.cpu_s;
        pss_mib += other.pss_mib;
        return *this;
    }
};

// Fields of /proc/<pid>/stat behind the name, which may itself hold spaces (proc(5)): 0 is the state, 1 the parent.
std::vector<std::string> stat_of(const std::string& pid) {
    std::ifstream in("/proc/" + pid + "/stat");
    std::string text;
    std::getline(in, text);
    std::istringstream rest(text.substr(std::min(text.size(), text.rfind(')') + 1)));
    return {std::istream_iterator<std::string>(rest), {}};
}

Process measure_one(const std::string& pid) {
    Process one;
    const auto stat = stat_of(pid);
    if (stat.size() > 14)
        one.cpu_s = (std::stod(stat[11]) + std::stod(stat[12])) / static_cast<double>(::sysconf(_SC_CLK_TCK));
    std::ifstream rollup("/proc/" + pid + "/smaps_rollup");
    for (std::string word; rollup >> word;)
        if (word == "Pss:") {
            double kib = 0;
            rollup >> kib;
            one.pss_mib = kib / 1024;
        }
    return one;
}

Process measure_tree(pid_t root) {  // the process and its children; those that ended are in the parent's cutime
    Process all = measure_one(std::to_string(root));
    if (const auto stat = stat_of(std::to_string(root)); stat.size() > 14)
        all.cpu_s += (std::stod(stat[13]) + std::stod(stat[14])) / static_cast<double>(::sysconf(_SC_CLK_TCK));
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const std::string pid = entry.path().filename();
        if (pid.find_first_not_of("0123456789") != std::string::npos) continue;
        const auto stat = stat_of(pid);
        if (stat.size() > 14 && stat[1] == std::to_string(root)) all += measure_one(pid);
    }
    return all;
}

double rounded(double value) {
    return std::round(value * 100) / 100;
}

struct Options {
    std::vector<int> kiosks{10, 100, 1000};
    int entries = 20'000;
    int rounds = 3;
    int live_s = 10;
    std::string store = "postgresql";
};

struct Drain {
    bench::LoadResult load;
    double jobcenter_us = 0;  // processor time an entry
    double database_us = 0;
    [[nodiscard]] double entries_per_s() const { return static_cast<double>(load.entries) / load.seconds; }
};

Drain drain_once(const Options& options, const jobcenter_rig::Jobcenter& server, jobcenter_rig::Postgres* postgres,
                 const std::string& name, int kiosks) {
    bench::IntakeLoad load(server, name, kiosks, std::max(1, options.entries / entries_a_batch / kiosks),
                           entries_a_batch);
    load.connect();
    const Process before = measure_tree(server.pid());
    const Process database_before = postgres ? measure_tree(postgres->pid()) : Process{};
    Drain drain{load.drain()};
    const double million = 1e6 / static_cast<double>(std::max<std::size_t>(1, drain.load.entries));
    drain.jobcenter_us = (measure_tree(server.pid()).cpu_s - before.cpu_s) * million;
    if (postgres) drain.database_us = (measure_tree(postgres->pid()).cpu_s - database_before.cpu_s) * million;
    return drain;
}

// The median round by rate, and with it what it cost.
Drain drain(const Options& options, const jobcenter_rig::Jobcenter& server, jobcenter_rig::Postgres* postgres,
            int kiosks, std::size_t& failures) {
    std::vector<Drain> rounds;
    rounds.reserve(static_cast<std::size_t>(options.rounds));
    for (int i = 0; i < options.rounds; ++i)
        rounds.push_back(drain_once(options, server, postgres, "drain" + std::to_string(i), kiosks));
    for (const Drain& round : rounds) failures += round.load.failures;
    std::sort(rounds.begin(), rounds.end(),
              [](const Drain& a, const Drain& b) { return a.entries_per_s() < b.entries_per_s(); });
    return std::move(rounds.at(rounds.size() / 2));
}

// One number of kiosks against a jobcenter and a database of its own.
Json run(const Options& options, int kiosks, jobcenter_rig::Postgres* postgres) {
    jobcenter_rig::Jobcenter server(postgres ? postgres->new_database() : "");
    server.start();
    std::size_t failures = 0;
    const Drain drained = drain(options, server, postgres, kiosks, failures);
    bench::IntakeLoad visits(server, "live", kiosks, std::max(1, options.live_s * 1000 / live_period_ms), 1);
    visits.connect();
    const bench::LoadResult live = visits.live(live_period_ms);
    return {{"kiosks", kiosks},
            {"entries_per_s", rounded(drained.entries_per_s())},
            {"drain_p50_ms", rounded(drained.load.percentile_ms(0.5))},
            {"drain_p99_ms", rounded(drained.load.percentile_ms(0.99))},
            {"cost_us", rounded(drained.jobcenter_us + drained.database_us)},
            {"cost_us_of_database", rounded(drained.database_us)},
            {"live_entries_per_s", rounded(static_cast<double>(live.entries) / live.seconds)},
            {"p50_ms", rounded(live.percentile_ms(0.5))},
            {"p99_ms", rounded(live.percentile_ms(0.99))},
            {"pss_mib", rounded(measure_tree(server.pid()).pss_mib)},
            {"pss_mib_of_database", postgres ? rounded(measure_tree(postgres->pid()).pss_mib) : 0},
            {"failures", failures + live.failures}};
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Intake of the jobcenter from many simulated kiosks");
    app.set_version_flag("--version", aaben::version());
    Options options;
    app.add_option("--kiosks", options.kiosks)->delimiter(',');
    app.add_option("--entries", options.entries, "a round, from all kiosks together");
    app.add_option("--rounds", options.rounds)->check(CLI::Range(1, 99));
    app.add_option("--live-s", options.live_s);
    app.add_option("--store", options.store)->check(CLI::IsMember({"postgresql", "sqlite"}));
    CLI11_PARSE(app, argc, argv);
    try {
        std::unique_ptr<jobcenter_rig::Postgres> postgres;
        if (options.store == "postgresql") postgres = std::make_unique<jobcenter_rig::Postgres>(true);
        std::size_t failures = 0;
        Json points = Json::array();
        for (const int kiosks : options.kiosks) {
            points.push_back(run(options, kiosks, postgres.get()));
            failures += points.back()["failures"].get<std::size_t>();
            std::cerr << points.back().dump() << std::endl;
        }
        const Json result{{"bench", "intake"},
                          {"store", options.store},
                          {"entries_a_batch", entries_a_batch},
                          {"live_period_ms", live_period_ms},
                          {"points", points}};
        std::cout << result.dump() << std::endl;
        return failures == 0 ? 0 : 1;
    } catch (const std::exception& error) {
        std::cerr << "intake_bench: " << error.what() << "\n";
        return 1;
    }
}
