#include "sim/sim_kiosk.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "fakes/full_disk.hpp"
#include "seal/hash.hpp"
#include "visit/fold.hpp"

namespace aaben::sim {
namespace {

constexpr std::int64_t second_ms = 1'000;
constexpr std::int64_t minute_ms = 60 * second_ms;
constexpr std::int64_t year_ms = 365LL * 24 * 60 * minute_ms;

daemon::CourierLimits limits() {
    daemon::CourierLimits out;
    out.link.check_online_ms = 5 * minute_ms;  // nothing is learned from looking more often, and a run is shorter
    out.fetch.every_ms = 120 * minute_ms;
    out.upload.page_entries = 7;     // so that a queue of a bad day is longer than what is read at once
    out.upload.outbox.entries = 10;  // and longer than one batch
    return out;
}

}  // namespace

SimKiosk::SimKiosk(Loop& loop, Gateway& gateway, std::string name, std::filesystem::path folder, Seeded random,
                   Counts& faults, std::string& trace)
    : loop_(loop),
      gateway_(gateway),
      name_(std::move(name)),
      folder_(std::move(folder)),
      random_(random),
      faults_(faults),
      trace_(trace),
      clock_(loop) {
    std::filesystem::create_directories(folder_ / "keys");
    identity_->device = name_;
    identity_->sign_key = seal::new_sign_key();
    identity_->receipt_key = gateway_.receipt_key();
    identity_->root_key = gateway_.root_key().public_key;
    identity_->validity = {0, INT64_MAX / 4};
    const auto box = seal::new_box_key();
    gateway_.add_device(name_, identity_->sign_key.public_key, box.public_key);
    const auto first = seal::new_box_key();
    const auto second = seal::new_box_key();
    recipients_ = {1, {{first.id, first.public_key, 0}, {second.id, second.public_key, 0}}};
    open_journal();
    start_sync();
}

SimKiosk::SimKiosk(const SimKiosk& original, std::filesystem::path folder, Seeded random)
    : loop_(original.loop_),
      gateway_(original.gateway_),
      name_(original.name_),
      folder_(std::move(folder)),
      random_(random),
      faults_(original.faults_),
      trace_(original.trace_),
      clock_(original.loop_),
      identity_(original.identity_),
      recipients_(original.recipients_),
      attacked_(original.attacked_) {
    ++faults_["card copied"];
    std::filesystem::copy(original.folder_, folder_, std::filesystem::copy_options::recursive);
    open_journal();
    start_sync();
}

void SimKiosk::copy_disk() {
    namespace fs = std::filesystem;
    const fs::path copy = folder_.string() + ".copy";
    fs::remove_all(copy);
    if (journal_) fs::copy(folder_, copy, fs::copy_options::recursive);
}

// The night has closed mail.db and left the journal open.
void SimKiosk::go_back() {
    namespace fs = std::filesystem;
    const fs::path copy = folder_.string() + ".copy";
    if (!fs::exists(copy / "journal.db")) return;
    forgotten_.merge(ids());
    journal_.reset();
    const bool alone = random_.chance(0.5);
    ++faults_[alone ? "journal went back" : "folder went back"];
    for (const char* file :
         {"journal.db", "journal.db-wal", "journal.db-shm", "mail.db", "mail.db-wal", "mail.db-shm", "visit-keys"}) {
        if (alone && std::string_view(file).starts_with("mail")) continue;
        fs::remove(folder_ / file);
        if (fs::exists(copy / file)) fs::copy_file(copy / file, folder_ / file);
    }
    fs::remove_all(copy);
}

void SimKiosk::open_journal() {
    journal_.reset();
    auto opened = journal::Journal::open(folder_, clock_);
    if (!opened.ok()) throw std::runtime_error("simulator: " + opened.error().what);
    journal_.emplace(std::move(*opened));
    journal_->set_key_list(recipients_);
    journal_->set_unit_name("unit");
}

void SimKiosk::start_sync() {
    ++sync_generation_;
    courier_.reset();
    line_.reset();
    mail_.reset();
    auto opened = journal::Mail::open(folder_);
    if (!opened.ok()) throw std::runtime_error("simulator: " + opened.error().what);
    mail_.emplace(std::move(*opened));
    line_ = std::make_unique<Line>(loop_, gateway_, name_, random_, faults_, trace_);
    line_->weather = weather_;
    line_->faults_on = faults_on_;
    line_->alters_lines = attacked_;
    kept_.emplace(clock_, SkewedClock::epoch_ms);
    courier_ = std::make_unique<daemon::Courier>(
        folder::Layout{folder_}, identity_.get(), std::vector<seal::MinisignPublic>{}, *mail_, *line_, *kept_,
        [this] { return random_.part(); }, std::function<void()>{}, limits());
    const auto wake = [this, generation = sync_generation_] {
        loop_.in(0, [this, generation] {
            if (generation == sync_generation_) run_sync();
        });
    };
    line_->when_ended(wake);
    next_tick_ms_ = 0;
    wake();
}

void SimKiosk::run_sync() {
    if (!courier_) return;
    for (const auto& end : line_->poll(0)) {
        if (faults_on_ && random_.chance(0.01)) {
            ++faults_["disk full at a receipt"];
            const fakes::FullDisk full;
            courier_->finished(end);
        } else {
            courier_->finished(end);
        }
    }
    missing_sent_again = missing_sent_again || courier_->counts().missing_sent_again > 0;
    courier_->tick();
    const std::int64_t wait = std::min<std::int64_t>(courier_->wait_ms(), 24LL * 60 * minute_ms);
    const std::int64_t at = loop_.now_ms() + std::max<std::int64_t>(wait, 1);
    if (next_tick_ms_ > loop_.now_ms() && next_tick_ms_ <= at) return;  // a call is on its way already
    next_tick_ms_ = at;
    loop_.at(at, [this, generation = sync_generation_, at] {
        if (generation == sync_generation_ && next_tick_ms_ == at) run_sync();
    });
}

bool SimKiosk::touch(const visit::Act& act) {
    if (!journal_) return false;  // the glass is dark
    Result<journal::Appended> saved = fail(Fault::Io, "");
    if (faults_on_ && random_.chance(0.02)) {
        ++faults_["disk full at a touch"];
        const fakes::FullDisk full;
        saved = journal_->append(act);
    } else {
        saved = journal_->append(act);
    }
    if (!saved.ok()) return false;
    shown_[saved->id] = saved->hash;
    trace_ = seal::sha256(trace_ + saved->hash);
    if (courier_) {
        courier_->journal_bell();
        run_sync();
    }
    return true;
}

void SimKiosk::check_in() {
    if (!journal_) return;
    const auto today = calendar::copenhagen(clock_.wall_ms()).date;
    if (visit::needs_day_close(journal_->unit(), today)) touch(visit::DayClosed{today});
    visit::CheckedIn in;
    in.visit = seal::new_id(clock_.wall_ms());
    in.sign = visit::next_sign(journal_->unit(), today);
    in.choices->purpose = visit::Purpose::Money;
    if (random_.chance(0.3)) in.choices->needs.put(visit::Need::Interpreter);
    const bool shown = touch(in);
    // A finger touches twice, or touches again because nothing was shown: the same act, the same id.
    if (!shown || random_.chance(0.1)) touch(in);
    if (random_.chance(0.2))
        touch(visit::FaceGiven{seal::new_id(clock_.wall_ms()), static_cast<int>(random_.between(1, 5))});
    if (random_.chance(0.1))
        loop_.in(random_.between(1, 20) * minute_ms, [this, visit = in.visit] { touch(visit::LeftUnit{visit}); });
}

void SimKiosk::staff_step() {
    if (!open_) return;
    loop_.in(random_.between(2, 9) * minute_ms, [this] { staff_step(); });
    if (!journal_) return;
    const visit::Unit& unit = journal_->unit();
    if (visit::find_shift(unit, shift_) == nullptr) {
        shift_ = seal::new_id(clock_.wall_ms());
        touch(visit::ShiftStarted{shift_, "cw-1"});
        return;
    }
    for (const visit::Visit& v : unit.visits) {
        if (v.shift != shift_) continue;
        const std::string id = v.id;
        if (v.state == visit::State::Called) {
            random_.chance(0.1) ? touch(visit::CallMissed{id}) : touch(visit::ConversationStarted{id, shift_});
        } else if (v.state == visit::State::InConversation) {
            touch(visit::ConversationEnded{id, visit::Outcome::Helped});
        }
        return;
    }
    if (const auto queue = visit::queue(unit); !queue.empty()) {
        const std::string id = queue.front()->id;
        touch(visit::Called{id, shift_});
    }
}

void SimKiosk::open_day(int visits) {
    open_ = true;
    for (int i = 0; i < visits; ++i) loop_.in(random_.between(5 * minute_ms, 290 * minute_ms), [this] { check_in(); });
    loop_.in(random_.between(1, 10) * minute_ms, [this] { staff_step(); });
}

void SimKiosk::close_day() {
    open_ = false;
    for (int i = 0; i < 100 && journal_ && !journal_->unit().visits.empty(); ++i) {
        const visit::Visit v = journal_->unit().visits.front();
        if (v.state == visit::State::InConversation) {
            touch(visit::ConversationEnded{v.id, visit::Outcome::NotHelped});
        } else {
            touch(visit::LeftUnit{v.id});
        }
    }
    if (journal_ && visit::find_shift(journal_->unit(), shift_) != nullptr) touch(visit::ShiftEnded{shift_, 1, 1});
    if (journal_) touch(visit::DayClosed{calendar::copenhagen(clock_.wall_ms()).date});
}

void SimKiosk::kill_sync(std::int64_t for_ms) {
    ++faults_["kiosk-sync killed"];
    ++sync_generation_;
    courier_.reset();
    line_.reset();
    mail_.reset();
    loop_.in(for_ms, [this, generation = sync_generation_] {
        if (generation == sync_generation_) start_sync();
    });
}

void SimKiosk::kill_kiosk(std::int64_t for_ms) {
    if (!journal_) return;
    ++faults_["kiosk killed"];
    journal_.reset();
    loop_.in(for_ms, [this] {
        if (!journal_) open_journal();
    });
}

void SimKiosk::reboot() {
    ++faults_["power cut, clock wrong"];
    kill_sync(random_.between(20, 120) * second_ms);
    kill_kiosk(random_.between(20, 120) * second_ms);
    clock_.skew_ms =
        random_.chance(0.5) ? random_.between(-2 * year_ms, 2 * year_ms) : random_.between(-5, 5) * minute_ms;
    clock_.reboot();
}

void SimKiosk::change_weather() {
    if (!faults_on_ || !open_) return;
    loop_.in(random_.between(2, 60) * minute_ms, [this] { change_weather(); });
    const std::int64_t draw = random_.between(0, 99);
    weather_ = draw < 35 ? Weather::Fine : draw < 75 ? Weather::Flaky : draw < 92 ? Weather::Down : Weather::Portal;
    if (stuck_) weather_ = *stuck_;
    if (line_) {
        line_->weather = weather_;
        if (weather_ == Weather::Fine && courier_ && random_.chance(0.5)) courier_->link_up();
    }
    if (random_.chance(0.10)) kill_sync(random_.between(1, 120) * second_ms);
    if (random_.chance(0.05)) kill_kiosk(random_.between(1, 60) * second_ms);
    if (random_.chance(0.03)) reboot();
}

void SimKiosk::last_hour(Healing to_come) {
    const std::int64_t draw = random_.between(0, 9);
    if (draw < 3 && to_come != Healing::Renewed) return;
    stuck_ = to_come == Healing::Renewed ? Weather::Expired
             : draw < 6                  ? Weather::Down
             : draw < 9                  ? Weather::Flaky
                                         : Weather::Portal;
    weather_ = *stuck_;
    if (line_) line_->weather = weather_;
}

// A daemon that started anew has forgotten the refusal, and tries at once.
bool SimKiosk::refused() {
    if (!line_ || !line_->refused_ms()) return false;
    return loop_.now_ms() - *line_->refused_ms() < outbox::BackoffLimits{}.cap_ms;
}

void SimKiosk::heal(Healing healing) {
    faults_on_ = false;
    asked_again_.clear();
    stuck_.reset();
    weather_ = Weather::Fine;
    if (!journal_) open_journal();
    if (!courier_ || healing == Healing::Renewed) start_sync();
    line_->weather = weather_;
    line_->faults_on = false;
    resend_quarantined();
    if (healing == Healing::Bell) courier_->link_up();
    run_sync();
}

void SimKiosk::resend_quarantined() {
    auto reader = journal::JournalReader::open(folder_);
    if (!reader.ok()) return;
    const auto status = reader->status();
    if (!status.ok()) return;
    for (const auto& entry : status->quarantined) {
        if (!asked_again_.insert(entry.id).second) continue;
        ++quarantined_seen;
        touch(visit::ResendAsked{entry.id});
    }
}

bool SimKiosk::empty() {
    auto reader = journal::JournalReader::open(folder_);
    const auto status = reader.ok() ? reader->status() : Result<journal::OutboxStatus>(reader.error());
    return status.ok() && status->unreceipted == 0;
}

std::int64_t SimKiosk::hours_version() {
    if (!mail_) return 0;
    const auto item = mail_->item(wire::ItemKind::Hours, "unit");
    return item.ok() && *item && (*item)->applied ? (*item)->ref.version : 0;
}

void SimKiosk::night() {
    ++sync_generation_;
    courier_.reset();
    line_.reset();
    mail_.reset();
    (void)journal_->acknowledge_items(folder_ / "mail.db").ok();
    (void)journal_->erase_receipted(folder_ / "mail.db").ok();
    if (!random_.chance(0.05)) return;
    ++faults_["mail.db lost"];  // everything in it can be asked for again
    for (const char* tail : {"", "-wal", "-shm"}) std::filesystem::remove(folder_ / (std::string("mail.db") + tail));
}

void SimKiosk::morning() {
    faults_on_ = true;
    if (random_.chance(0.7)) clock_.skew_ms = random_.between(-2, 2) * second_ms;  // somebody set it right
    clock_.reboot();
    open_journal();
    start_sync();
}

void SimKiosk::check_promises(std::vector<std::string>& broken) {
    const auto verdict = journal_->verify();
    if (!verdict.ok() || !verdict->ok()) broken.push_back(name_ + ": the chain is broken");
    const auto replay = journal_->replay();
    if (!replay.ok() || !(*replay == journal_->unit())) broken.push_back(name_ + ": the queue is not its replay");
    for (const std::string& what : visit::violations(journal_->unit())) broken.push_back(name_ + ": " + what);
}

std::set<std::string> SimKiosk::ids() {
    std::set<std::string> out;
    const auto count = journal::export_folder(folder_, [&](std::string_view line) {
        const auto json = nlohmann::json::parse(line, nullptr, false);
        if (json.is_object()) out.insert(json.value("id", ""));
    });
    return count.ok() ? out : std::set<std::string>{};
}

std::map<std::string, std::string> SimKiosk::receipted() {
    std::map<std::string, std::string> out = shown_;
    auto reader = journal::JournalReader::open(folder_);
    if (!reader.ok()) return {};
    const auto pending = reader->pending(0, 1'000'000);
    const auto status = reader->status();
    if (!pending.ok() || !status.ok()) return {};
    for (const auto& entry : *pending) out.erase(entry.id);
    for (const auto& entry : status->quarantined) out.erase(entry.id);
    return out;
}

}  // namespace aaben::sim
