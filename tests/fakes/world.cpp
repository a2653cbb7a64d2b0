#include "fakes/world.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace aaben::fakes {
namespace {

using namespace std::chrono_literals;

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int free_port() {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    if (fd < 0 || ::bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0)
        throw std::runtime_error("no port of the loopback is free");
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(fd);
    return ntohs(address.sin_port);
}

bool listens(int port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0) return false;
    sockaddr_in address = loopback(port);
    const bool yes = ::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(fd);
    return yes;
}

void must(const std::vector<std::string>& words) {
    const Ran ran = run(words);
    if (ran.code != 0) throw std::runtime_error(words[0] + " " + words[1] + ": " + ran.output);
}

}  // namespace

World::World(Kiosk state) : port_(free_port()) {
    const std::string ctl = program("kioskctl"), jobcenter_dir = (dir() / "jobcenter").string();
    const std::filesystem::path source = aaben::tests::source_dir();
    std::filesystem::create_directories(data() / "keys");
    must({ctl, "jobcenter", "init", jobcenter_dir, "--away", (dir() / "away").string(), "--port",
          std::to_string(port_)});
    if (state == Kiosk::Enrolled)
        must({ctl, "jobcenter", "enrol-local", jobcenter_dir, "kiosk-1", (data() / "keys").string(), "--unit",
              "korskaerparken"});
    else  // its code makes the unit known before its lists are put
        must({ctl, "jobcenter", "code", "new", "--store", store(), "--unit", "korskaerparken"});
    must({ctl, "unit", "build", (source / "assets/units/korskaerparken.toml").string(), "-o",
          (dir() / "unit").string()});
    for (const std::string item : {"roster", "hours"})
        must({ctl, "jobcenter", "item", "put", item, "korskaerparken", (dir() / "unit" / (item + ".json")).string(),
              "--store", store(), "--unit", "korskaerparken", "--version", "1"});
    spill(dir() / "kiosk.toml", "unit = \"korskaerparken\"\nunit_name = \"Korskærparken\"\nassets = \"" +
                                    (source / "assets").string() + "\"\n");
    spill(dir() / "sync.toml", "jobcenter = \"https://localhost:" + std::to_string(port_) + "\"\n" +
                                   "content_keys = [\"" + slurp(dir() / "jobcenter/content.pub").substr(0, 64) +
                                   "\"]\n" + (state == Kiosk::New ? "ca = \"jobcenter/ca.pem\"\n" : ""));
}

void World::start_jobcenter() {
    jobcenter = Process({program("jobcenter"), "--config", (dir() / "jobcenter/jobcenter.toml").string()},
                        dir() / "jobcenter.log");
    if (!until(10s, [&] { return listens(port_); }))
        throw std::runtime_error("no jobcenter: " + slurp(dir() / "jobcenter.log"));
}

// Only the wall clock is another one: what counts durations goes on truly, as on a board.
std::vector<std::string> World::on_the_machine(std::vector<std::string> words) const {
    if (machine_clock.empty()) return words;
    std::string library;
    for (const auto& entry : std::filesystem::directory_iterator("/usr/lib"))
        if (const auto found = entry.path() / "faketime/libfaketimeMT.so.1"; std::filesystem::exists(found))
            library = found.string();
    if (library.empty()) throw std::runtime_error("libfaketime is not installed");
    words.insert(words.begin(), {"/usr/bin/env", "LD_PRELOAD=" + library, "FAKETIME=" + machine_clock,
                                 "FAKETIME_DONT_FAKE_MONOTONIC=1", "FAKETIME_DONT_RESET=1"});
    return words;
}

void World::start_sync() {
    sync = Process(
        on_the_machine({program("kiosk-sync"), "--config", (dir() / "sync.toml").string(), "--data", data().string()}),
        dir() / "sync.log");
}

void World::start_kiosk(const std::filesystem::path& play) {
    std::vector<std::string> words{program("kiosk"),
                                   "--config",
                                   (dir() / "kiosk.toml").string(),
                                   "--data",
                                   data().string(),
                                   "--offscreen",
                                   size,
                                   "--shots",
                                   (dir() / "shots").string(),
                                   "--confirmations",
                                   (dir() / "confirmations").string()};
    if (!play.empty()) words.insert(words.end(), {"--play", play.string()});
    kiosk = Process(on_the_machine(std::move(words)), dir() / "kiosk.log");
}

int World::play(const std::string& script, std::chrono::milliseconds limit) {
    const std::filesystem::path file = dir() / ("script-" + std::to_string(++scripts_) + ".play");
    spill(file, script);
    start_kiosk(file);
    const int code = kiosk.wait(limit).value_or(124);
    if (code != 0)  // where it stopped, for who reads the failed test
        for (const std::string& line : lines_of(dir() / "kiosk.log"))
            if (line.find("did not come true") != std::string::npos) std::cerr << line << '\n';
    return code;
}

std::vector<std::string> World::confirmed() const {
    std::vector<std::string> out;
    for (const std::string& line : lines_of(dir() / "confirmations")) out.push_back(line.substr(0, line.find(' ')));
    return out;
}

std::map<std::string, int> World::held() const {
    std::map<std::string, int> out;
    const Ran ran = run({program("kioskctl"), "jobcenter", "entries", "--store", store(), "--json"});
    std::size_t from = 0;
    while (from < ran.output.size()) {
        const std::size_t end = ran.output.find('\n', from);
        const auto line = nlohmann::json::parse(ran.output.substr(from, end - from), nullptr, false);
        if (line.is_object() && line.contains("id")) ++out[line["id"].get<std::string>()];
        if (end == std::string::npos) break;
        from = end + 1;
    }
    return out;
}

std::string World::journal_status() const {
    return run({program("kioskctl"), "journal", "status", data().string(), "--json"}).output;
}

bool World::all_receipted() const {
    const auto status = nlohmann::json::parse(journal_status(), nullptr, false);
    return status.is_object() && status.value("entries", 0) > 0 && status.value("unreceipted", -1) == 0 &&
           status.value("chain", "") == "ok";
}

}  // namespace aaben::fakes
