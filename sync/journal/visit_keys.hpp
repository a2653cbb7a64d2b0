// Private to journal: the key file `visit-keys`, a row of slots that each hold one random key, made and synced before
// it is needed, so that a check-in costs no sync of its own. Used on the store thread. On a device the file lies in the
// memory folder (platform/private_files.hpp): a pulled plug clears it, and the card opens no visit. Always: a slot's
// key is never given twice — when its visit ends the slot is overwritten with a fresh key and synced; the file is 0600
// and never copied.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <vector>

#include "platform/result.hpp"
#include "seal/secret.hpp"

namespace aaben::journal {

class VisitKeys {
  public:
    // Opens or makes the file. A file that is not whole slots is made anew: what it locked is lost, the sealed parts
    // are not.
    [[nodiscard]] static Result<VisitKeys> open(const std::filesystem::path& file);
    // A release before this one had the file on the card: its keys go to `file`, unless there is one, and `old` is
    // overwritten and removed. Flash may keep remnants of it.
    [[nodiscard]] static Result<> move_from(const std::filesystem::path& old, const std::filesystem::path& file);
    VisitKeys(VisitKeys&&) noexcept;
    VisitKeys& operator=(VisitKeys&&) noexcept;
    ~VisitKeys();

    // A slot that is neither live nor spent; grows the file when all are taken.
    [[nodiscard]] Result<std::int64_t> free_slot(const std::set<std::int64_t>& taken);
    [[nodiscard]] Result<seal::Secret> key(std::int64_t slot) const;
    [[nodiscard]] Result<> burn(const std::vector<std::int64_t>& slots);  // overwritten and synced

  private:
    VisitKeys(int fd, std::int64_t slots) : fd_(fd), slots_(slots) {}
    [[nodiscard]] Result<> write_fresh(std::int64_t slot) const;
    [[nodiscard]] Result<> grow();
    int fd_ = -1;
    std::int64_t slots_ = 0;
};

}  // namespace aaben::journal
