// Whether the jobcenter could take something in right now: its store is written to every few seconds on a thread of
// its own, and the disk below it is measured. Started by main; asked by the service for /v1/health, on any thread.
// Always: once started, judged() never waits for the store; what it says is at most one look old, and a look that does
// not come back is counted as lag.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>
#include <thread>

#include "jobcenter/store.hpp"
#include "platform/clock.hpp"

namespace aaben::jobcenter {

struct WatchLimits {
    std::filesystem::path disk;  // where the store lies; empty: on another machine or in memory
    std::int64_t disk_free_least_mb = 200;
    std::int64_t every_ms = 5'000;
    std::int64_t lag_most_ms = 10'000;  // the store is taken for stuck after that
};

struct StoreHealth {
    std::string trouble;             // a sentence; empty: all is well
    std::int64_t disk_free_mb = -1;  // -1: not known here
    std::int64_t lag_ms = 0;         // of the last write, or of the one that still waits
};

class StoreWatch {
  public:
    StoreWatch(Store& store, const Clock& clock, WatchLimits limits = {});
    ~StoreWatch();  // waits for the look that goes on
    StoreWatch(const StoreWatch&) = delete;
    StoreWatch& operator=(const StoreWatch&) = delete;

    void start();                        // looks once, then every few seconds
    [[nodiscard]] StoreHealth judged();  // before start() (tests, simulator) it looks itself

  private:
    void look();
    void keep_looking();

    Store& store_;
    const Clock& clock_;
    const WatchLimits limits_;
    std::mutex mutex_;  // guards what follows
    std::condition_variable ending_;
    bool ended_ = false;
    bool written_ = false;  // the last write came through
    bool looking_ = false;
    MonoMs look_began_ms_ = 0;
    std::int64_t last_lag_ms_ = 0;
    std::int64_t disk_free_mb_ = -1;
    std::string told_;  // the trouble the log was last told
    std::thread thread_;
};

[[nodiscard]] std::filesystem::path disk_of_store(const std::string& url);  // empty: PostgreSQL, or in memory

}  // namespace aaben::jobcenter
