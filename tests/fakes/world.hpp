// A whole unit on loopback, in a folder of its own: a jobcenter (HTTPS, client certificates, SQLite), kiosk-sync and
// kiosk offscreen, all real programs. Test thread only. Always: everything ends with the World.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "fakes/process.hpp"
#include "support/paths.hpp"
#include "support/temporary_folder.hpp"

namespace aaben::fakes {

using tests::program;  // a test starts it by name

class World {
  public:
    enum class Kiosk { Enrolled, New };  // New: it knows the jobcenter's address and authority, and nobody knows it
    explicit World(Kiosk kiosk = Kiosk::Enrolled);

    void start_jobcenter();
    void start_sync();
    void start_kiosk(const std::filesystem::path& play = {});  // plays the script, or waits for ever
    Process jobcenter, sync, kiosk;

    // Writes a script, plays it to its end with a fresh kiosk; the exit code, 0 when every step came true.
    int play(const std::string& script, std::chrono::milliseconds limit = std::chrono::seconds(120));

    [[nodiscard]] std::filesystem::path dir() const { return dir_.path; }
    [[nodiscard]] std::filesystem::path data() const { return dir() / "kiosk"; }
    [[nodiscard]] std::string store() const { return "sqlite:" + (dir() / "jobcenter" / "jobcenter.db").string(); }
    [[nodiscard]] std::vector<std::string> confirmed() const;  // ids of entries whose confirmation was shown
    [[nodiscard]] std::map<std::string, int> held() const;     // what the jobcenter holds: id → how often
    [[nodiscard]] std::string journal_status() const;          // kioskctl journal status --json
    [[nodiscard]] bool all_receipted() const;
    std::string size = "1280x800";
    std::string machine_clock;  // what the kiosk's machine believes, as libfaketime takes it; empty: the truth

  private:
    [[nodiscard]] std::vector<std::string> on_the_machine(std::vector<std::string> words) const;

    tests::TemporaryFolder dir_;
    int port_ = 0;
    int scripts_ = 0;
};

// Steps of a story (kiosk/shell/play.hpp), from home to home: one place for the words on the glass.
inline const std::string check_in_steps = R"(tap "Jeg vil tale med nogen"
tap "Tjek ind og vent"
tap "Penge"
tap "Videre"
tap "Den første, der har tid"
sees "Du er tjekket ind"
tap "Færdig"
)";

// From home to home by the first colleague of the unit; they need not be on shift.
inline const std::string sign_in_steps = R"(tap "Personale"
sees "Scan dit kort"
scan "AD-MEDARBEJDER-1"
sees "Tast din kode"
type "246810"
sees "Start vagt"
tap "Lås"
)";

}  // namespace aaben::fakes
