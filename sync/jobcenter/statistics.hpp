// What leaves a unit as statistics: counts of visits over days or months, without persons, and with small numbers
// hidden. Called by the commands; one thread. Always: a number from 1 to 4 is never written, and cannot be reckoned
// from those that are, from the total, or from knowing how they are hidden (statistics_test tries).
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "jobcenter/listing.hpp"

namespace aaben::jobcenter {

// Statistics Denmark and the municipalities' own practice publish no cell under five.
inline constexpr int cell_least = 5;

// The cells as they may be published; none: hidden. The cells' total is taken to be known. Hidden are 1 to 4, and then
// the smallest others, until at least two cells that hold `2 * cell_least` together are hidden, so that none follows
// from the rest. When even all together hold less, all are hidden, the zeros too.
[[nodiscard]] std::vector<std::optional<int>> suppressed(const std::vector<int>& cells);
// The total as it may be published: none when it is 1 to 2 * cell_least - 1.
[[nodiscard]] std::optional<int> suppressed_total(int total);

struct CountedTable {
    std::string title;
    std::vector<std::string> rows;
    std::vector<int> counts;
};

// Visits that began in the filter's time: by hour of check-in, by how long they waited for their first call, and by how
// they ended. Two check-ins of one person are one visit.
[[nodiscard]] Result<std::vector<CountedTable>> count_visits(Store& store, const EntryFilter& filter);
[[nodiscard]] Result<> write_statistics(Store& store, const EntryFilter& filter, std::ostream& out);

// Who opened what (access.opened), a line each, oldest first.
[[nodiscard]] Result<> write_access(Store& store, EntryFilter filter, std::ostream& out);

}  // namespace aaben::jobcenter
