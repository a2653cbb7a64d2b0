// The small room of those who have shown no certificate yet, so that they never take the places of kiosks. Called by
// the server for each connection, on any thread. Always: at most `places` are inside; when one more comes, the address
// that holds most places loses its oldest, so that one caller's many connections push out each other and not somebody
// else's first word.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace aaben::jobcenter {

class Strangers {
  public:
    explicit Strangers(int places) : places_(static_cast<std::size_t>(places)) {}

    using ShowOut = std::function<void()>;  // called at most once, on the thread of whoever came in
    [[nodiscard]] std::uint64_t enter(std::string address, ShowOut show_out);
    void leave(std::uint64_t ticket);  // showed a certificate, or ended; nothing for one who was shown out

  private:
    struct Guest {
        std::uint64_t ticket = 0;
        std::string address;
        ShowOut show_out;
    };
    [[nodiscard]] std::vector<Guest>::iterator most_crowded_oldest();

    std::mutex mutex_;
    const std::size_t places_;
    std::uint64_t tickets_ = 0;
    std::vector<Guest> inside_;  // the oldest first
};

}  // namespace aaben::jobcenter
