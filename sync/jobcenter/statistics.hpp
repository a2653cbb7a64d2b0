// What leaves a unit as statistics: counts of visits over days or months, without persons. Called by the commands; one
// thread. Always: no number from 1 to 4 is written, and none can be reckoned from those that are, since rows with small
// numbers are put together with their neighbours and every sum that is written is whole (statistics_test tries).
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "jobcenter/listing.hpp"

namespace aaben::jobcenter {

// Statistics Denmark and the municipalities' own practice publish no cell under five.
inline constexpr int cell_least = 5;

struct CountedTable {
    std::string title;
    std::vector<std::string> rows;
    std::vector<int> counts;
};

// The same with neighbouring rows put together until each holds at least cell_least: "08, 09". None when all together
// hold less.
[[nodiscard]] std::optional<CountedTable> without_small_cells(const CountedTable& table);

// Visits that began in the filter's time: by hour of check-in, by how long they waited for their first call, and by how
// they ended. Two check-ins of one person are one visit.
[[nodiscard]] Result<std::vector<CountedTable>> count_visits(Store& store, const EntryFilter& filter);
[[nodiscard]] Result<> write_statistics(Store& store, const EntryFilter& filter, std::ostream& out);

// Who opened what (access.opened), a line each, oldest first.
[[nodiscard]] Result<> write_access(Store& store, EntryFilter filter, std::ostream& out);

}  // namespace aaben::jobcenter
