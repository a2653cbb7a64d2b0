// What wakes kiosk-sync from outside the network: files touched in the data folder (doorbell/touched_files.hpp) and the
// machine's links coming up (rtnetlink). As file descriptors, so that the loop sleeps in one poll with curl's sockets.
// One thread. Always: a bell that is missed costs at most a minute (the check looks around by itself), and so does one
// that cannot be watched.
#pragma once

#include <optional>
#include <vector>

#include "doorbell/touched_files.hpp"
#include "folder/layout.hpp"

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
    [[nodiscard]] bool link_came_up();

    folder::Layout layout_;
    std::optional<doorbell::TouchedFiles> files_;
    int link_ = -1;
};

}  // namespace aaben::daemon
