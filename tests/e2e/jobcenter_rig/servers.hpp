// Servers that tests start for themselves: a PostgreSQL from Debian's package on loopback, and the real `jobcenter`
// program. Called by tests and the bench, one thread. Always: everything lies in one temporary directory and is gone
// with the object; a child dies with the test that started it; nothing but loopback is listened on.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "support/temporary_folder.hpp"

namespace aaben::jobcenter_rig {

class Child {  // a process whose output goes to a file
  public:
    struct User {
        uid_t uid = 0;
        gid_t gid = 0;
        bool change = false;
    };
    Child(const std::vector<std::string>& words, const std::filesystem::path& output, User user);
    ~Child();  // kills
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    [[nodiscard]] pid_t pid() const { return pid_; }
    int stop(int signal);  // sends it, waits; the exit code, or 128 + the signal that ended it
    int wait();            // the exit code

  private:
    pid_t pid_ = -1;
};

class Postgres {
  public:
    explicit Postgres(bool safe_on_disk);  // false: fsync off, for tests that do not measure
    ~Postgres();
    [[nodiscard]] std::string new_database();  // a URL for one test
    [[nodiscard]] pid_t pid() const { return server_->pid(); }
    void crash();    // at once, all connections cut
    void restart();  // returns when it answers

  private:
    void start();
    [[nodiscard]] std::string base_url() const;
    void wait_until_it_answers();

    tests::TemporaryFolder dir_;
    bool safe_on_disk_ = false;
    std::uint16_t port_ = 0;
    int databases_ = 0;
    std::unique_ptr<Child> server_;
};

// A directory made by `init`, and instances of the program that serve from it.
class Jobcenter {
  public:
    explicit Jobcenter(const std::string& store_url);  // empty: SQLite in its directory
    void start(const std::string& more_config = "");   // returns when it listens
    int stop();                                        // asks politely; its exit code
    void kill();                                       // SIGKILL
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] pid_t pid() const { return program_->pid(); }
    [[nodiscard]] std::filesystem::path dir() const { return dir_->path / "gateway"; }
    [[nodiscard]] std::filesystem::path away() const { return dir_->path / "away"; }  // root, content, recipients' keys
    [[nodiscard]] const std::string& store_url() const { return store_url_; }
    // A second instance beside this one: same keys, same store.
    [[nodiscard]] std::unique_ptr<Jobcenter> beside() const;

  private:
    Jobcenter() = default;
    std::shared_ptr<tests::TemporaryFolder> dir_;
    std::string store_url_;
    std::uint16_t port_ = 0;
    std::unique_ptr<Child> program_;
};

}  // namespace aaben::jobcenter_rig
