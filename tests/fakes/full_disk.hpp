// While it lives, no file of this process can grow: what a full disk is to SQLite. Tests and the simulator; one at a
// time in a process. Always: what was allowed before is allowed again afterwards.
#pragma once

#include <sys/resource.h>

#include <csignal>

namespace aaben::fakes {

class FullDisk {
  public:
    FullDisk() {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &before_);
        rlimit none = before_;
        none.rlim_cur = 1;
        ::setrlimit(RLIMIT_FSIZE, &none);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

  private:
    rlimit before_{};
};

}  // namespace aaben::fakes
