// A device for the hostile tests: a data folder with a real journal, real keys and the real kiosk-sync, run as a
// process.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "folder/layout.hpp"
#include "folder/link_facts.hpp"
#include "hostile/honest.hpp"
#include "journal/journal.hpp"
#include "journal/reader.hpp"
#include "platform/clock.hpp"
#include "support/temporary_folder.hpp"

namespace aaben::hostile {

class TestDevice {
  public:
    // Enrolled with `jobcenter`, whose server certificate is `server`.
    TestDevice(HonestJobcenter& jobcenter, const Certified& server);
    ~TestDevice();
    TestDevice(const TestDevice&) = delete;
    TestDevice& operator=(const TestDevice&) = delete;

    void configure(const std::string& url, const std::string& more = "");
    void check_in(int count);                // entries, each confirmed by a commit
    int sync_once();                         // the exit code of kiosk-sync --once
    [[nodiscard]] int start_daemon() const;  // its process id
    static int stop_daemon(int pid);
    // Every entry of the journal without a receipt that counts.
    [[nodiscard]] std::int64_t unreceipted() const;
    [[nodiscard]] std::int64_t quarantined() const;
    [[nodiscard]] std::map<std::string, std::string> unreceipted_ids() const;  // id → hash
    [[nodiscard]] std::map<std::string, std::string> all_ids() const;          // id → hash of every entry made here
    [[nodiscard]] folder::LinkFacts facts() const;
    [[nodiscard]] std::string noted(const std::string& name) const;
    [[nodiscard]] const std::string& said() const { return said_; }  // the last run's log

    tests::TemporaryFolder folder;
    const std::filesystem::path& root = folder.path;
    folder::Layout layout;
    journal::Journal& book() { return *journal_; }

  private:
    SystemClock clock_;
    std::unique_ptr<journal::Journal> journal_;
    std::string pin_;
    std::string said_;
};

}  // namespace aaben::hostile
