// What came down the wire sealed to the unit's staff (kinds `brief`, `answer`, `transfer`), opened for one caseworker.
// Called on the worker's thread, since making the key takes as long as checking the PIN. Always: the key and the opened
// texts live in memory only; what this caseworker's key does not open is passed over in silence.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "flow/model.hpp"
#include "seal/keys.hpp"

namespace aaben::shell {

// Newest first. Empty too when there is no mail.db yet or nothing is sealed to this key.
[[nodiscard]] std::vector<flow::Note> open_notes(const std::filesystem::path& data, const seal::BoxKey& key);

// The key that badge and PIN made, kept while the staff part is open, so that mail that comes meanwhile can be read.
// Any thread. Always: forget() is final for the sign-in it ends: a key that is still being made then is dropped.
class StaffKey {
  public:
    [[nodiscard]] long sign_in();  // a new one begins: the number it hands to put()
    void put(long sign_in, std::shared_ptr<const seal::BoxKey> key);
    [[nodiscard]] std::shared_ptr<const seal::BoxKey> get() const;
    void forget();

  private:
    mutable std::mutex mutex_;
    std::shared_ptr<const seal::BoxKey> key_;
    long sign_in_ = 0;
};

}  // namespace aaben::shell
