#include "sim/simulation.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "seal/hash.hpp"
#include "sim/sim_kiosk.hpp"
#include "support/temporary_folder.hpp"
#include "wire/encoding.hpp"
#include "wire/item.hpp"

namespace aaben::sim {
namespace {

namespace fs = std::filesystem;
constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t hour_ms = 60 * minute_ms;
constexpr std::int64_t open_ms = 5 * hour_ms;  // the door; the night is one step

// The operator's log of thousands of simulated days is noise; a run that is looked into keeps it (`quiet` false).
class Quiet {
  public:
    explicit Quiet(bool quiet) {
        if (!quiet) return;
        before_ = ::dup(STDERR_FILENO);
        if (const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC); nowhere >= 0) {
            ::dup2(nowhere, STDERR_FILENO);
            ::close(nowhere);
        }
    }
    ~Quiet() {
        if (before_ < 0) return;
        ::dup2(before_, STDERR_FILENO);
        ::close(before_);
    }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;

  private:
    int before_ = -1;
};

class Run {
  public:
    explicit Run(const SimOptions& options)
        : options_(options),
          folder_(options.scratch.empty() ? tests::quick_place() : options.scratch),
          random_(options.seed),
          gateway_(loop_, "sqlite:" + (folder_.path / "jobcenter.db").string(), random_.branch(1)) {
        for (int i = 0; i < options.kiosks; ++i) {
            const std::string name = "kiosk-" + std::to_string(i + 1);
            kiosks_.push_back(std::make_unique<SimKiosk>(loop_, gateway_, name, folder_.path / name,
                                                         random_.branch(100 + i), verdict_.faults, trace_));
            if (options.attacked) kiosks_.back()->under_attack();
        }
    }

    SimVerdict all() {
        for (int day = 0; day < options_.days; ++day) one_day(day);
        judge_ledger();
        verdict_.events = loop_.events();
        verdict_.digest = wire::to_hex(seal::sha256(trace_ + std::to_string(verdict_.events)));
        return verdict_;
    }

  private:
    void one_day(int day) {
        const std::int64_t morning = day * 24LL * hour_ms;
        loop_.run_until(morning);
        if (options_.attacked && day == options_.days / 2 && day > 0) copy_a_card();
        for (auto& kiosk : kiosks_) {
            if (day > 0) kiosk->morning();
            kiosk->open_day(options_.visits_a_day);
            kiosk->change_weather();
        }
        open_ = true;
        publish_hours(day + 1);
        change_gateway();
        copy_disks(morning);
        loop_.run_until(morning + open_ms - hour_ms);
        healing_ = static_cast<Healing>(random_.between(0, 3));
        for (auto& kiosk : kiosks_) kiosk->last_hour(healing_);
        if (random_.chance(0.3)) last_health_ = random_.chance(0.5) ? Health::Sick : Health::Away;
        loop_.run_until(morning + open_ms);
        last_health_ = Health::Well;
        open_ = false;
        for (auto& kiosk : kiosks_) kiosk->close_day();
        loop_.run_until(morning + open_ms + random_.between(0, 20 * minute_ms));
        no_false_receipts();
        heal(day);
        for (auto& kiosk : kiosks_) {
            if (day % 3 == 2 || day + 1 == options_.days) kiosk->check_promises(verdict_.broken);
            kiosk->night();
            if (options_.attacked && random_.chance(0.3)) kiosk->go_back();
        }
    }

    // At a moment of the day, so that what comes after it is forgotten when the disk goes back.
    void copy_disks(std::int64_t morning) {
        if (!options_.attacked) return;
        for (auto& kiosk : kiosks_)
            loop_.at(morning + random_.between(hour_ms, open_ms - hour_ms), [k = kiosk.get()] { k->copy_disk(); });
    }

    // In the morning, before the first one starts: from now on two machines go on under one identity.
    void copy_a_card() {
        kiosks_.push_back(std::make_unique<SimKiosk>(*kiosks_.front(), folder_.path / "copied", random_.branch(99)));
    }

    void publish_hours(int version) {
        visit::UnitHours hours;
        hours.main_phone = "72107000";
        const std::string bytes = wire::build_hours(hours);
        const jobcenter::Item item{
            "hours", "unit", "*", version, seal::sha256_hex(bytes), static_cast<std::int64_t>(bytes.size())};
        if (!gateway_.store().put_item(item, bytes, SkewedClock::epoch_ms + loop_.now_ms()).ok())
            verdict_.broken.push_back("the jobcenter took no item");
    }

    // Away: nobody listens. Sick: answers 503. Now and then its process is another one.
    void change_gateway() {
        if (!open_) return;
        loop_.in(random_.between(5, 90) * minute_ms, [this] { change_gateway(); });
        const std::int64_t draw = random_.between(0, 99);
        gateway_.health = draw < 75 ? Health::Well : draw < 90 ? Health::Sick : Health::Away;
        if (last_health_ != Health::Well) gateway_.health = last_health_;
        if (random_.chance(0.1)) {
            ++verdict_.faults["jobcenter restarted"];
            gateway_.restart();
        }
    }

    void heal(int day) {
        const std::int64_t start = loop_.now_ms();
        gateway_.health = Health::Well;
        if (healing_ == Healing::JobcenterRestarted) gateway_.restart();
        for (auto& kiosk : kiosks_) kiosk->heal(healing_);
        const bool told = healing_ == Healing::Bell || healing_ == Healing::Renewed;
        bool refused = false;
        const auto all_empty = [&] {
            return std::all_of(kiosks_.begin(), kiosks_.end(),
                               [](const auto& k) { return k->waiting() == 0 && k->empty(); });
        };
        const auto limit = [&] { return refused ? refused_heal_limit_ms : heal_limit_ms; };
        do {  // an answer may still be on its way from before
            for (auto& kiosk : kiosks_) {
                refused = refused || (!told && kiosk->refused());
                if (kiosk->waiting() == 0 && !kiosk->empty()) kiosk->resend_quarantined();
            }
            loop_.run_until(loop_.now_ms() + 500);
        } while (!all_empty() && loop_.now_ms() - start < limit());
        ++(refused ? verdict_.refused_healings : verdict_.healings);
        auto& worst = refused ? verdict_.refused_heal_ms_max : verdict_.heal_ms_max;
        worst = std::max(worst, loop_.now_ms() - start);
        if (!all_empty())
            verdict_.broken.push_back("day " + std::to_string(day + 1) + ": the outbox is not empty " +
                                      std::to_string(limit() / 1000) + " s after healing of kind " +
                                      std::to_string(static_cast<int>(healing_)));
        if (told) loop_.run_until(start + heal_limit_ms);  // items have the same time
        for (auto& kiosk : kiosks_)
            if (told && kiosk->hours_version() != day + 1)
                verdict_.broken.push_back(kiosk->name() + ": the opening hours did not come down after healing");
    }

    std::map<std::string, std::pair<std::string, int>> held() {
        std::map<std::string, std::pair<std::string, int>> out;
        std::int64_t after = 0;
        while (true) {
            const auto page = gateway_.store().entries(after, 1000);
            if (!page.ok() || page->empty()) return out;
            for (const auto& entry : *page) {
                after = entry.server_seq;
                auto& line = out[entry.id];
                line.first = entry.sha256;
                ++line.second;
            }
        }
    }

    // At the worst moment, before healing: what the device believes is held, is.
    void no_false_receipts() {
        const auto at_jobcenter = held();
        for (auto& kiosk : kiosks_)
            for (const auto& [id, hash] : kiosk->receipted()) {
                const auto found = at_jobcenter.find(id);
                if (found == at_jobcenter.end() || found->second.first != hash)
                    verdict_.broken.push_back(kiosk->name() + ": a receipt for an entry the jobcenter does not hold");
            }
    }

    void judge_ledger() {
        const auto at_jobcenter = held();
        verdict_.held = static_cast<std::int64_t>(at_jobcenter.size());
        for (const auto& [id, line] : at_jobcenter)
            if (line.second != 1)
                verdict_.broken.push_back("an entry is held " + std::to_string(line.second) + " times");
        std::set<std::string> made;
        for (auto& kiosk : kiosks_) {
            made.merge(kiosk->ids());
            made.insert(kiosk->forgotten().begin(), kiosk->forgotten().end());
            for (const auto& [id, hash] : kiosk->shown()) {
                ++verdict_.shown;
                const auto found = at_jobcenter.find(id);
                if (found == at_jobcenter.end())
                    verdict_.broken.push_back(kiosk->name() +
                                              ": a confirmation was shown and the jobcenter does not hold it");
                else if (found->second.first != hash)
                    verdict_.broken.push_back(kiosk->name() + ": the jobcenter holds other bytes than were confirmed");
            }
            verdict_.faults["sent again from quarantine"] += kiosk->quarantined_seen;
            if (verdict_.faults.contains(retry_after_broken))
                verdict_.broken.push_back("entries were sent before a Retry-After had passed");
            if (kiosk->missing_sent_again)
                verdict_.broken.push_back(kiosk->name() + ": sent again what the jobcenter never lost");
        }
        for (const auto& [id, line] : at_jobcenter)
            if (!made.contains(id)) verdict_.broken.push_back("the jobcenter holds an entry that nobody made");
        const auto anomalies = gateway_.store().anomalies();
        if (anomalies.ok())
            for (const auto& anomaly : *anomalies)
                if (!options_.attacked)  // else they are what the operator is to see
                    verdict_.broken.push_back("anomaly at the jobcenter: " + anomaly.kind + ", " + anomaly.detail);
        if (options_.attacked) judge_forks();
        const auto gaps = gateway_.store().gaps();
        if (gaps.ok() && !gaps->empty()) verdict_.broken.push_back("the jobcenter misses entries");
    }

    // A copied card is seen as one, and nobody loses an entry by it (the ledger says so).
    void judge_forks() {
        const auto forks = gateway_.store().forks();
        if (!forks.ok()) return verdict_.broken.push_back("the jobcenter cannot say who went twice");
        verdict_.faults["sides of forks"] += static_cast<std::int64_t>(forks->size());
        const bool named = std::ranges::any_of(*forks, [](const auto& side) { return side.device == "kiosk-1"; });
        if (verdict_.faults.contains("card copied") && !named)
            verdict_.broken.push_back("a card was copied, and the jobcenter does not say so");
    }

    SimOptions options_;
    tests::TemporaryFolder folder_;
    Seeded random_;
    Loop loop_;
    std::string trace_;
    SimVerdict verdict_;
    Gateway gateway_;
    std::vector<std::unique_ptr<SimKiosk>> kiosks_;
    bool open_ = false;
    Healing healing_ = Healing::Bell;    // today's
    Health last_health_ = Health::Well;  // what the gateway stays in until the healing
};

}  // namespace

SimVerdict simulate(const SimOptions& options) {
    const Quiet quiet(options.quiet);
    seed_sodium(options.seed);
    Run run(options);
    return run.all();
}

std::string to_json(const SimOptions& options, const SimVerdict& verdict) {
    nlohmann::ordered_json json;
    json["seed"] = options.seed;
    json["days"] = options.days;
    json["kiosks"] = options.kiosks;
    json["verdict"] = verdict.kept() ? "kept" : "broken";
    json["shown"] = verdict.shown;
    json["held"] = verdict.held;
    json["events"] = verdict.events;
    json["healings"] = verdict.healings;
    json["heal_ms_max"] = verdict.heal_ms_max;
    json["refused_healings"] = verdict.refused_healings;
    json["refused_heal_ms_max"] = verdict.refused_heal_ms_max;
    json["faults"] = verdict.faults;
    json["broken"] = verdict.broken;
    json["digest"] = verdict.digest;
    return json.dump();
}

}  // namespace aaben::sim
