// One simulated unit: citizens and staff who touch, a journal, and kiosk-sync's real courier on a simulated line. It
// may lose power, either program may be killed, the disk may be full, the clock may be years off. One thread. Always:
// `shown` holds exactly the entries whose confirmation the glass would have shown: append had returned.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "daemon/courier.hpp"
#include "journal/journal.hpp"
#include "journal/mail.hpp"
#include "sim/net.hpp"

namespace aaben::sim {

// What ends the faults of a day. Bell: the link comes back and the machine says so. Silent: it is simply back, as is a
// jobcenter that was away or sick. Renewed: the certificate was renewed, which starts the daemon's loop anew.
enum class Healing { Bell, Silent, JobcenterRestarted, Renewed };

class SimKiosk {
  public:
    SimKiosk(Loop& loop, Gateway& gateway, std::string name, std::filesystem::path folder, Seeded random,
             Counts& faults, std::string& trace);

    // A second machine with everything of the first one's card, from this moment on.
    SimKiosk(const SimKiosk& original, std::filesystem::path folder, Seeded random);
    SimKiosk& operator=(const SimKiosk&) = delete;

    void open_day(int visits);
    void close_day();  // staff end what is open, the day is closed
    void copy_disk();  // as a backup does, or a card that will forget what comes after
    void go_back();    // to that copy: the journal alone, or the whole folder; at night, when all has its receipt
    void under_attack() { attacked_ = true; }  // lines are altered on their way
    void night();                              // erase what is due, tell of items; kiosk-sync rests until morning
    void morning();
    void change_weather();            // and now and then a kill, a power cut, a wrong clock
    void last_hour(Healing to_come);  // mostly the line stays bad until the healing
    void heal(Healing healing);
    void resend_quarantined();     // as staff do who see them: each entry once in a healing
    [[nodiscard]] bool refused();  // a 400 or 403 met its entries so short ago that the cap (15 min) may rule
    [[nodiscard]] std::int64_t hours_version();  // of the opening hours that have come down; 0: none
    [[nodiscard]] bool empty();                  // every entry has its receipt
    [[nodiscard]] std::size_t waiting() const { return courier_ ? courier_->waiting() : 1; }
    void check_promises(std::vector<std::string>& broken);  // chain whole, queue equals its replay
    // id → hash of entries that have a receipt that counts
    [[nodiscard]] std::map<std::string, std::string> receipted();

    [[nodiscard]] std::set<std::string> ids();  // of every entry in the journal, skeletons included
    [[nodiscard]] const std::map<std::string, std::string>& shown() const { return shown_; }
    [[nodiscard]] const std::set<std::string>& forgotten() const { return forgotten_; }  // made, and gone with a disk
    [[nodiscard]] const std::string& name() const { return name_; }
    std::int64_t quarantined_seen = 0;
    bool missing_sent_again = false;  // as to a jobcenter that was restored; this one never is

  private:
    bool touch(const visit::Act& act);  // true when the confirmation was shown
    void check_in();
    void staff_step();
    void run_sync();  // ticks the courier and asks to be called again
    void start_sync();
    void kill_sync(std::int64_t for_ms);
    void kill_kiosk(std::int64_t for_ms);
    void open_journal();
    void reboot();

    Loop& loop_;
    Gateway& gateway_;
    std::string name_;
    std::filesystem::path folder_;
    Seeded random_;
    Counts& faults_;
    std::string& trace_;
    SkewedClock clock_;
    std::optional<timekeeping::KeptClock> kept_;  // kiosk-sync's, new at every start
    std::shared_ptr<daemon::Identity> identity_ = std::make_shared<daemon::Identity>();  // a copied card has the same
    wire::KeyList recipients_;
    std::optional<journal::Journal> journal_;
    std::optional<journal::Mail> mail_;
    std::unique_ptr<Line> line_;
    std::unique_ptr<daemon::Courier> courier_;
    std::map<std::string, std::string> shown_;
    std::set<std::string> forgotten_;
    bool attacked_ = false;
    // In this healing. What is refused again stays in quarantine: staff who asked for it twice a second would fill the
    // journal with their asking, and a run that has already failed would not end.
    std::set<std::string> asked_again_;
    std::string shift_;
    Weather weather_ = Weather::Fine;
    bool faults_on_ = true;
    bool open_ = false;
    std::optional<Weather> stuck_;  // the line until the healing
    std::uint64_t sync_generation_ = 0;
    std::int64_t next_tick_ms_ = 0;
};

}  // namespace aaben::sim
