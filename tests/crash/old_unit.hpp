// A unit whose files were written by an earlier release, and the jobcenter's: tests/fixtures/<release>/. The same code
// made them (`make_old_files`, run once with the program of that release), so it can carry on where they end. People
// and keys are invented; what names a person is sealed to keys that no one has.
#pragma once

#include <filesystem>
#include <string>

#include "journal/journal.hpp"
#include "journal/mail.hpp"
#include "journal/reader.hpp"
#include "platform/clock.hpp"
#include "seal/keys.hpp"
#include "support/paths.hpp"

namespace aaben::testing {

inline const std::filesystem::path old_files = std::filesystem::path(aaben::tests::source_dir()) / "tests/fixtures";

class OldUnit {
  public:
    explicit OldUnit(std::filesystem::path folder);  // works on the files in it

    [[nodiscard]] journal::Journal open();  // throws std::runtime_error with the fault
    void check_in(journal::Journal& journal);
    // Sends what has no receipt to the jobcenter in the same folder (`store`: another one), `most` entries at most, and
    // takes the receipt. Returns how many are held now by it.
    std::int64_t deliver(std::size_t most = 100, const std::string& store = {});
    void make_old_files();

    const std::filesystem::path folder;
    FakeClock clock;  // years after the files were made

  private:
    seal::SignKey device_, receipt_, root_;
};

}  // namespace aaben::testing
