// Where answers from other threads wait for the loop: store, worker, camera, doorbell. post() on any thread, take() on
// the loop's. Always: post() wakes the loop.
#pragma once

#include <functional>
#include <mutex>
#include <vector>

#include "flow/message.hpp"
#include "journal/store.hpp"

namespace aaben::shell {

using Letter = std::variant<flow::Message, journal::StoreEvent>;

class Inbox {
  public:
    explicit Inbox(std::function<void()> wake) : wake_(std::move(wake)) {}
    void post(Letter letter) {
        {
            const std::lock_guard lock(mutex_);
            letters_.push_back(std::move(letter));
        }
        wake_();
    }
    std::vector<Letter> take() {
        const std::lock_guard lock(mutex_);
        return std::exchange(letters_, {});
    }

  private:
    std::mutex mutex_;
    std::vector<Letter> letters_;
    std::function<void()> wake_;
};

}  // namespace aaben::shell
