#include "jobcenter_rig/servers.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <stdexcept>

#include "jobcenter/commands.hpp"
#include "jobcenter/config.hpp"
#include "jobcenter/postgresql_session.hpp"
#include "support/files.hpp"
#include "support/paths.hpp"
#include "support/until.hpp"

namespace aaben::jobcenter_rig {
namespace {

namespace fs = std::filesystem;
constexpr auto start_time = std::chrono::seconds(30);
using tests::slurp;

std::uint16_t free_port() {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0) throw std::runtime_error("no socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    const bool ok = ::bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(fd);
    if (!ok) throw std::runtime_error("no free port");
    return ntohs(address.sin_port);
}

// PostgreSQL refuses to run as root.
Child::User ordinary_user() {
    if (::geteuid() != 0) return {};
    for (const char* name : {"postgres", "nobody"})
        if (const passwd* user = ::getpwnam(name)) return {user->pw_uid, user->pw_gid, true};
    throw std::runtime_error("no ordinary user to run PostgreSQL as");
}

fs::path postgres_programs() {
    fs::path newest;
    for (const auto& version : fs::directory_iterator("/usr/lib/postgresql"))
        if (fs::exists(version.path() / "bin/initdb") && version.path() > newest) newest = version.path();
    if (newest.empty()) throw std::runtime_error("install Debian's package postgresql for this test");
    return newest / "bin";
}

int code_of(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Child::Child(const std::vector<std::string>& words, const fs::path& output, User user) {
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ < 0) throw std::runtime_error("fork");
    if (pid_ > 0) return;
    const int out = ::open(output.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0644);
    if (out < 0) ::_exit(127);
    ::dup2(out, 1);
    ::dup2(out, 2);
    if (user.change && (::setgroups(0, nullptr) != 0 || ::setgid(user.gid) != 0 || ::setuid(user.uid) != 0))
        ::_exit(127);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
}

Child::~Child() {
    if (pid_ > 0) stop(SIGKILL);
}

int Child::stop(int signal) {
    if (pid_ > 0) ::kill(pid_, signal);
    return wait();
}

int Child::wait() {
    if (pid_ < 0) return -1;
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    return code_of(status);
}

Postgres::Postgres(bool safe_on_disk) : safe_on_disk_(safe_on_disk), port_(free_port()) {
    const Child::User user = ordinary_user();
    const fs::path home = dir_.path / "pg";
    fs::create_directory(home);
    fs::permissions(dir_.path, fs::perms::owner_all | fs::perms::others_exec | fs::perms::group_exec);
    if (user.change && ::chown(home.c_str(), user.uid, user.gid) != 0) throw std::runtime_error("chown");
    Child made({postgres_programs() / "initdb", "-D", home / "data", "-A", "trust", "-U", "aaben", "-E", "UTF8",
                "--locale=C.UTF-8", "--no-sync"},
               dir_.path / "initdb.log", user);
    if (made.wait() != 0) throw std::runtime_error("initdb failed: " + slurp(dir_.path / "initdb.log"));
    start();
}

Postgres::~Postgres() {
    if (server_) server_->stop(SIGQUIT);  // at once: nobody needs what it holds
}

void Postgres::start() {
    const fs::path home = dir_.path / "pg";
    const std::vector<std::string> words{postgres_programs() / "postgres",
                                         "-D",
                                         home / "data",
                                         "-p",
                                         std::to_string(port_),
                                         "-c",
                                         "listen_addresses=127.0.0.1",
                                         "-c",
                                         "unix_socket_directories=" + home.string(),
                                         "-c",
                                         std::string("fsync=") + (safe_on_disk_ ? "on" : "off"),
                                         "-c",
                                         "max_connections=60"};
    server_ = std::make_unique<Child>(words, dir_.path / "postgres.log", ordinary_user());
    wait_until_it_answers();
}

void Postgres::crash() {
    server_->stop(SIGQUIT);
}

void Postgres::restart() {
    start();
}

std::string Postgres::base_url() const {
    return "postgresql://aaben@127.0.0.1:" + std::to_string(port_) + "/";
}

void Postgres::wait_until_it_answers() {
    if (!tests::until(start_time, [&] { return jobcenter::PgSession::open(base_url() + "postgres", false).ok(); }))
        throw std::runtime_error("PostgreSQL: " + slurp(dir_.path / "postgres.log"));
}

std::string Postgres::new_database() {
    const std::string name = "test" + std::to_string(++databases_);
    auto session = jobcenter::PgSession::open(base_url() + "postgres", false);
    if (!session) throw std::runtime_error(session.error().what);
    if (auto made = (*session)->query("CREATE DATABASE " + name, {}); !made)
        throw std::runtime_error(made.error().what);
    return base_url() + name;
}

Jobcenter::Jobcenter(const std::string& store_url) : dir_(std::make_shared<tests::TemporaryFolder>()) {
    const fs::path store = dir() / "jobcenter.db";
    store_url_ = store_url.empty() ? "sqlite:" + store.string() : store_url;
    jobcenter::InitOptions options;
    options.port = 0;
    options.store_url = store_url_;
    options.away = away();
    if (auto made = jobcenter::init(dir(), options, SystemClock()); !made) throw std::runtime_error(made.error().what);
}

std::unique_ptr<Jobcenter> Jobcenter::beside() const {
    std::unique_ptr<Jobcenter> other(new Jobcenter);
    other->dir_ = dir_;
    other->store_url_ = store_url_;
    return other;
}

void Jobcenter::start(const std::string& more_config) {
    static std::atomic<int> count{0};
    const std::string number = std::to_string(++count);
    const fs::path config = dir().string() + "/config-" + number + ".toml";
    const fs::path log = dir().string() + "/log-" + number;
    std::ofstream(config) << slurp(dir() / "jobcenter.toml") << more_config << "\n";
    program_ = std::make_unique<Child>(
        std::vector<std::string>{aaben::tests::program("jobcenter"), "--config", config, "--store", store_url_}, log,
        Child::User{});
    static const std::string word = "listening on 127.0.0.1:";
    const bool listens = tests::until(start_time, [&] {
        const std::string said = slurp(log);
        const auto at = said.find(word);
        if (at == std::string::npos || said.find('\n', at) == std::string::npos) return false;
        port_ = static_cast<std::uint16_t>(std::stoi(said.substr(at + word.size())));
        return true;
    });
    if (!listens) throw std::runtime_error("jobcenter did not start: " + slurp(log));
}

int Jobcenter::stop() {
    return program_->stop(SIGTERM);
}

void Jobcenter::kill() {
    program_->stop(SIGKILL);
}

}  // namespace aaben::jobcenter_rig
