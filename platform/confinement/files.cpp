#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

#include "confinement/confine.hpp"

namespace aaben::confinement {
namespace {

constexpr std::uint64_t truncate_right = 1U << 14;  // since Landlock 3; Debian 12's headers do not name it yet
constexpr std::uint64_t file_writes = LANDLOCK_ACCESS_FS_WRITE_FILE | truncate_right;
constexpr std::uint64_t folder_writes = LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR |
                                        LANDLOCK_ACCESS_FS_MAKE_SYM | LANDLOCK_ACCESS_FS_MAKE_SOCK |
                                        LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                                        LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                                        LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REFER;
constexpr std::uint64_t reads = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_EXECUTE;

// Before version 2 no file could be moved from one folder to another beneath a place, which a new bundle needs.
constexpr long oldest_version = 2;
constexpr long version_with_truncate = 3;

class Rules {
  public:
    explicit Rules(std::uint64_t ruled) {
        const long version = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
        if (version < oldest_version) return;
        ruled_ = version < version_with_truncate ? ruled & ~truncate_right : ruled;
        landlock_ruleset_attr what{};
        what.handled_access_fs = ruled_;
        fd_ = static_cast<int>(syscall(SYS_landlock_create_ruleset, &what, sizeof what, 0));
    }
    ~Rules() {
        if (fd_ >= 0) ::close(fd_);
    }
    Rules(const Rules&) = delete;
    Rules& operator=(const Rules&) = delete;

    bool allow(const std::filesystem::path& place, std::uint64_t rights) {
        const int at = ::open(place.c_str(), O_PATH | O_CLOEXEC);
        if (at < 0) return true;  // nothing is there, and nothing will be made there
        struct stat what{};
        const bool folder = ::fstat(at, &what) == 0 && S_ISDIR(what.st_mode);
        landlock_path_beneath_attr rule{};
        rule.allowed_access = ruled_ & (folder ? rights : rights & (file_writes | LANDLOCK_ACCESS_FS_READ_FILE));
        rule.parent_fd = at;
        const bool added = syscall(SYS_landlock_add_rule, fd_, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
        ::close(at);
        return added;
    }

    bool hold() {
        return fd_ >= 0 && ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
               syscall(SYS_landlock_restrict_self, fd_, 0) == 0;
    }

    [[nodiscard]] bool there() const { return fd_ >= 0; }

  private:
    std::uint64_t ruled_ = 0;
    int fd_ = -1;
};

void hold_to(ReaderLimits limits) {
#ifdef __SANITIZE_ADDRESS__  // its shadow alone is terabytes, hardly any of it memory; it asks by a pipe (tables.cpp)
    const rlimit files{16, 16};
#else
    const rlimit memory{limits.memory_max_bytes, limits.memory_max_bytes}, files{0, 0};
    (void)::setrlimit(RLIMIT_DATA, &memory);
#endif
    const rlimit time{limits.cpu_max_s, limits.cpu_max_s};
    (void)::setrlimit(RLIMIT_CPU, &time);
    (void)::setrlimit(RLIMIT_NOFILE, &files);
}

Error no_landlock() {
    return fail(Fault::NotFound, "this kernel has no Landlock: files are guarded by their rights alone");
}

}  // namespace

Result<> write_only_beneath(const std::vector<std::filesystem::path>& places) {
    Rules rules(file_writes | folder_writes);
    if (!rules.there()) return no_landlock();
    bool good = rules.allow("/dev/null", file_writes);
    for (const auto& place : places) good = good && (place.empty() || rules.allow(place, file_writes | folder_writes));
    if (!good || !rules.hold()) return fail(Fault::Io, "the places to write could not be fenced in");
    return Done{};
}

Result<> open_nothing_more(ReaderLimits limits) {
    Rules rules(file_writes | folder_writes | reads);
    const bool held = rules.hold();
    hold_to(limits);  // last: no descriptor is made after it, not even for the rules
    if (!rules.there()) return no_landlock();
    if (!held) return fail(Fault::Io, "the files could not be fenced off");
    return Done{};
}

}  // namespace aaben::confinement
