// What wakes kiosk-sync from outside the network: files touched in the data folder (inotify) and the machine's links
// coming up (rtnetlink). As file descriptors, so that the loop sleeps in one poll with curl's sockets; the doorbell of
// platform/machine has a thread of its own and comes with the display. One thread.
// Always: a bell that is missed costs at most a minute (the check looks around by itself).
#pragma once

#include <filesystem>
#include <vector>

#include "folder/layout.hpp"
#include "platform/result.hpp"

namespace aaben::daemon {

class Bells {
  public:
    explicit Bells(const folder::Layout& layout);
    ~Bells();
    Bells(const Bells&) = delete;
    Bells& operator=(const Bells&) = delete;

    struct Heard {
        bool journal = false;
        bool request = false;
        bool link_up = false;
    };
    [[nodiscard]] std::vector<int> fds() const;
    [[nodiscard]] Heard listen();  // what rang since the last call; never blocks

  private:
    int notify_ = -1;
    int link_ = -1;
};

[[nodiscard]] Result<Done> ring(const std::filesystem::path& bell);

}  // namespace aaben::daemon
