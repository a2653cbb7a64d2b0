// What the operator reads of a store, as lines on a stream: for people, or JSON for programs. Called by the commands.
// Always: entries are read in pages, so a large store never lies in memory; nothing private is written except by
// write_opened.
#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

#include "jobcenter/store.hpp"
#include "seal/keys.hpp"

namespace aaben::jobcenter {

struct EntryFilter {  // empty or absent: all
    std::string device;
    std::string unit;
    std::string type;  // "visit.checked_in", or "visit" for all that begin so
    std::optional<WallMs> since_ms;
    std::optional<WallMs> until_ms;
};

struct FilterWords {  // as an operator typed them; moments are "2026-11-28" or "2026-11-28 14:00"
    std::string device, unit, type, since, until;
};

[[nodiscard]] Result<EntryFilter> filter_from(const FilterWords& given);
// Invalid: neither this program nor an entry held here knows a type that is or begins so; empty: all.
[[nodiscard]] Result<> must_be_a_type(Store& store, const std::string& type);
[[nodiscard]] std::string local_text(WallMs at_ms);  // "2026-11-28 14:03", as clocks here show it
[[nodiscard]] Result<> each_entry(Store& store, const EntryFilter& filter,
                                  const std::function<void(const StoredEntry&)>& visit);
[[nodiscard]] Result<> write_entries(Store& store, const EntryFilter& filter, bool json, std::ostream& out);
[[nodiscard]] Result<> write_opened(Store& store, const seal::BoxKey& key, const EntryFilter& filter,
                                    std::ostream& out);
[[nodiscard]] Result<> write_devices(Store& store, std::ostream& out);
[[nodiscard]] Result<> write_items(Store& store, const std::string& device, const std::string& unit, std::ostream& out);
[[nodiscard]] Result<> write_acks(Store& store,
                                  std::ostream& out);  // which device has applied or refused which item
// Devices whose journal went on twice: each side, and whether it looks like a copied card or a restored disk.
[[nodiscard]] Result<> write_forks(Store& store, bool json, std::ostream& out);
// Conflicts, broken chains and altered lines that the operator has not resolved, and seqs missing since `before_ms` or
// longer; says how many lines it wrote.
[[nodiscard]] Result<std::size_t> write_anomalies(Store& store, WallMs before_ms, bool json, std::ostream& out);

}  // namespace aaben::jobcenter
