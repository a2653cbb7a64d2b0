#include "platform/clock.hpp"

#include <ctime>
#include <fstream>

namespace aaben {
namespace {
std::int64_t read_ms(clockid_t id) {
    timespec t{};
    clock_gettime(id, &t);
    return static_cast<std::int64_t>(t.tv_sec) * 1000 + t.tv_nsec / 1'000'000;
}
}  // namespace

WallMs SystemClock::wall_ms() const {
    return read_ms(CLOCK_REALTIME);
}
MonoMs SystemClock::mono_ms() const {
    return read_ms(CLOCK_BOOTTIME);
}

std::string SystemClock::boot_id() const {
    std::ifstream file("/proc/sys/kernel/random/boot_id");
    std::string id;
    std::getline(file, id);
    return id.empty() ? "unknown" : id;
}

}  // namespace aaben
