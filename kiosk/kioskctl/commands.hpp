// The commands that belong to no other part: bundles, journals, units. Called by kioskctl's main and by tests; write to
// the streams they are given and return exit codes (0 done, 1 found a fault or failed). One thread.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace aaben::kioskctl {

// Where the assets stand: $AABEN_ASSETS, else beside the program's checkout or installation.
[[nodiscard]] std::filesystem::path assets_dir();

// Becomes kiosk-reader, which prints one JSON object to standard output; returns only when it could not be started.
int letter_read(const std::vector<std::string>& images, const std::string& today, bool why, std::ostream& err);

int content_build(const std::filesystem::path& dir, const std::filesystem::path& out_file, std::ostream& out,
                  std::ostream& err);
int content_sign(const std::filesystem::path& bundle, const std::filesystem::path& key, std::ostream& out,
                 std::ostream& err);
int content_verify(const std::filesystem::path& bundle, const std::string& key, std::ostream& out, std::ostream& err);

int journal_status(const std::filesystem::path& dir, bool json, std::ostream& out, std::ostream& err);
int journal_verify(const std::filesystem::path& dir, bool json, std::ostream& out, std::ostream& err);
int journal_link(const std::filesystem::path& dir, bool json, std::ostream& out, std::ostream& err);
int journal_export(const std::filesystem::path& dir, std::ostream& out, std::ostream& err);

int unit_build(const std::filesystem::path& file, const std::filesystem::path& out_dir, std::ostream& out,
               std::ostream& err);
int unit_pin(std::istream& in, std::ostream& out, std::ostream& err, int terminal = -1);

}  // namespace aaben::kioskctl
