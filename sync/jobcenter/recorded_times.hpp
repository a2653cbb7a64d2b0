// When an entry was really recorded: a kiosk whose clock stepped says by how much (clock.corrected), and what it
// recorded in that boot before moves along. Called by the listings; one thread. Always: the stored bytes stay as they
// came.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "jobcenter/store.hpp"
#include "wire/entry.hpp"

namespace aaben::jobcenter {

struct RecordedTime {
    WallMs at_ms = 0;
    std::int64_t corrected_by_ms = 0;  // 0: as the kiosk wrote it
    bool doubtful = false;             // after the last step nobody at the kiosk knew what day it was
};

class RecordedTimes {
  public:
    // Reads all entries, in pages.
    [[nodiscard]] static Result<RecordedTimes> of(Store& store);

    [[nodiscard]] RecordedTime of(const StoredEntry& stored, const wire::Entry& entry) const;

  private:
    struct Step {
        std::int64_t seq = 0;
        std::int64_t step_ms = 0;
        bool known = true;
    };
    // A side of a fork has a clock of its own.
    std::map<std::pair<std::string, int>, std::map<std::string, std::vector<Step>>> steps_;  // then by boot
};

}  // namespace aaben::jobcenter
