// What the operator reads of a store, as JSON lines on a stream. Called by the commands. Always: entries are read in
// pages, so a large store never lies in memory; nothing private is written except by write_opened.
#pragma once

#include <iosfwd>
#include <string>

#include "jobcenter/store.hpp"
#include "seal/keys.hpp"

namespace aaben::jobcenter {

[[nodiscard]] Result<Done> write_entries(Store& store, std::ostream& out);
[[nodiscard]] Result<Done> write_opened(Store& store, const seal::BoxKey& key, std::ostream& out);
[[nodiscard]] Result<Done> write_devices(Store& store, std::ostream& out);
[[nodiscard]] Result<Done> write_items(Store& store, const std::string& device, const std::string& unit,
                                       std::ostream& out);
[[nodiscard]] Result<Done> write_acks(Store& store,
                                      std::ostream& out);  // which device has applied or refused which item
// Devices whose journal went on twice: each side, and whether it looks like a copied card or a restored disk.
[[nodiscard]] Result<Done> write_forks(Store& store, bool json, std::ostream& out);
// Conflicts, broken chains and altered lines that the operator has not resolved, and seqs missing since `before_ms` or
// longer; says how many lines it wrote.
[[nodiscard]] Result<std::size_t> write_anomalies(Store& store, WallMs before_ms, bool json, std::ostream& out);

}  // namespace aaben::jobcenter
