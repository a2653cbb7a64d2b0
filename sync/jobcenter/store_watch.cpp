#include "jobcenter/store_watch.hpp"

#include <chrono>

#include "platform/log.hpp"

namespace aaben::jobcenter {
namespace {
constexpr std::int64_t bytes_a_mb = 1'000'000;
}  // namespace

StoreWatch::StoreWatch(Store& store, const Clock& clock, WatchLimits limits)
    : store_(store), clock_(clock), limits_(std::move(limits)) {}

StoreWatch::~StoreWatch() {
    {
        const std::lock_guard guard(mutex_);
        ended_ = true;
    }
    ending_.notify_all();
    if (thread_.joinable()) thread_.join();
}

void StoreWatch::start() {
    look();
    thread_ = std::thread([this] { keep_looking(); });
}

void StoreWatch::keep_looking() {
    for (;;) {
        {
            std::unique_lock guard(mutex_);
            if (ending_.wait_for(guard, std::chrono::milliseconds(limits_.every_ms), [this] { return ended_; })) return;
        }
        look();
        const StoreHealth now = judged();
        if (now.trouble == told_) continue;
        told_ = now.trouble;
        log(told_.empty() ? LogLevel::Info : LogLevel::Alert, "jobcenter",
            told_.empty() ? "the store takes entries again" : told_);
    }
}

void StoreWatch::look() {
    std::int64_t free_mb = -1;
    if (!limits_.disk.empty()) {
        std::error_code code;
        const auto space = std::filesystem::space(limits_.disk, code);
        if (!code) free_mb = static_cast<std::int64_t>(space.available) / bytes_a_mb;
    }
    {
        const std::lock_guard guard(mutex_);
        looking_ = true;
        look_began_ms_ = clock_.mono_ms();
        disk_free_mb_ = free_mb;
    }
    const bool written = store_.ping().ok();
    const std::lock_guard guard(mutex_);
    looking_ = false;
    written_ = written;
    last_lag_ms_ = clock_.mono_ms() - look_began_ms_;
}

StoreHealth StoreWatch::judged() {
    if (!thread_.joinable()) look();
    const std::lock_guard guard(mutex_);
    StoreHealth health;
    health.disk_free_mb = disk_free_mb_;
    health.lag_ms = looking_ ? std::max<std::int64_t>(last_lag_ms_, clock_.mono_ms() - look_began_ms_) : last_lag_ms_;
    if (looking_ && clock_.mono_ms() - look_began_ms_ > limits_.lag_most_ms)
        health.trouble = "the store does not answer";
    else if (!written_)
        health.trouble = "the store cannot be written";
    else if (disk_free_mb_ >= 0 && disk_free_mb_ < limits_.disk_free_least_mb)
        health.trouble = "the store's disk is nearly full";
    return health;
}

std::filesystem::path disk_of_store(const std::string& url) {
    static constexpr std::string_view lite = "sqlite:";
    if (!url.starts_with(lite) || url == "sqlite::memory:") return {};
    return std::filesystem::absolute(url.substr(lite.size())).parent_path();
}

}  // namespace aaben::jobcenter
