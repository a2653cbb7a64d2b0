#include "daemon/courier.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "daemon/deliberate_faults.hpp"
#include "platform/fault_switch.hpp"
#include "platform/log.hpp"
#include "version/version.hpp"
#include "wire/kiosk_report.hpp"

namespace aaben::daemon {
namespace {
constexpr std::int64_t proof_again_ms = 3'600'000;
}  // namespace

Courier::Courier(folder::Layout layout, const Identity* identity, std::vector<seal::MinisignPublic> content_keys,
                 journal::Mail& mail, http::Transport& transport, timekeeping::KeptClock& clock,
                 std::function<double()> jitter, std::function<void()> ring, CourierLimits limits)
    : layout_(std::move(layout)),
      identity_(identity),
      mail_(mail),
      faulty_(faulty_transport(transport, clock)),
      transport_(faulty_ ? *faulty_ : transport),
      clock_(clock),
      witness_({clock.built_ms(), identity != nullptr ? identity->validity.until_ms : 0}),
      ring_(std::move(ring)),
      limits_(limits),
      enroller_(layout_, identity, mail, transport_, clock, jitter),
      link_(limits.link),
      jitter_(std::move(jitter)) {
    if (auto told = mail_.link_facts()) facts_ = std::move(*told);
    if (const auto proof = timekeeping::proof_from(facts_.proof)) clock_.learn(*proof);  // of an earlier run
    enroller_.look();
    if (identity_ == nullptr) return;
    uploader_.emplace(Signer{identity_->device, &identity_->sign_key, identity_->receipt_key}, chosen_belief(), mail_,
                      transport_, clock_, jitter_, limits_.upload);
    fetcher_.emplace(layout_,
                     Trusted{identity_->device, identity_->receipt_key, identity_->root_key, std::move(content_keys)},
                     mail_, transport_, clock_, jitter_, limits_.fetch);
    fetcher_->report_with([this] { return report(); });
    open_journal();
}

void Courier::open_journal() {
    if (!uploader_) return;
    if (!journal_) {
        auto opened = journal::JournalReader::open(layout_.root);
        journal_unreadable_ = !opened.ok() && opened.error().fault != Fault::NotFound;
        if (!opened.ok()) {
            if (journal_unreadable_) log(LogLevel::Alert, "sync", "the journal cannot be read: " + opened.error().what);
            return;
        }
        journal_.emplace(std::move(*opened));
        uploader_->read_from(&*journal_);
    }
    if (const auto looked = uploader_->look(); !looked.ok()) {
        log(LogLevel::Alert, "sync", "the journal cannot be read: " + looked.error().what);
        uploader_->read_from(nullptr);
        journal_.reset();  // opened anew at the next bell or check
        journal_unreadable_ = true;
    }
}

void Courier::journal_bell() {
    open_journal();
}
void Courier::request_bell() {
    enroller_.look();
}

void Courier::link_up() {
    link_.link_up(clock_.mono_ms());
    enroller_.wake();
    if (uploader_) uploader_->link_up();
    if (fetcher_) fetcher_->link_up();
}

void Courier::tick() {
    enroller_.tick();
    tell_glass();
    if (std::exchange(ring_due_, false) && ring_) ring_();
    if (!uploader_ || revoked()) return;
    if (enroller_.wanted()) return;  // a code was typed: the old identity is about to be replaced, let it rest
    if (retry_due_ms_ && clock_.mono_ms() >= *retry_due_ms_) retry_now();
    uploader_->tick();
    fetcher_->tick();
    if (!check_ && link_.check_due(clock_.mono_ms())) start_check();
    if (uploader_->mail_changed()) ring_due_ = true;
    if (fetcher_->mail_changed()) ring_due_ = true;
    if (std::exchange(ring_due_, false) && ring_) ring_();
}

void Courier::start_check() {
    open_journal();  // a bell may have been missed; the check is also the slow look around
    enroller_.look();
    link_.check_started(clock_.mono_ms());
    check_ =
        transport_.start({.path = "/v1/health", .body_max = 4096, .timeout_ms = limits_.upload.request_timeout_ms});
}

void Courier::finished(const http::Finished& end) {
    if (check_ == end.ticket) {
        check_.reset();
        return check_ended(end.result);
    }
    if (const auto reach = enroller_.finished(end)) return reached(*reach);
    if (!uploader_) return;
    if (const auto reach = uploader_->finished(end)) {
        if (*reach != Reach::Neutral) upload_failed_ = *reach == Reach::Bad;
        if (const auto signed_ms = uploader_->signed_time()) learn_time(*signed_ms);
        // Why it is refused stands in the list: a revoked device must not keep its keys for minutes.
        if (uploader_->forbidden() && !facts_.forbidden) fetcher_->wake();
        if (uploader_->urgent_receipted()) fetcher_->hurry();
        return reached(*reach);
    }
    if (const auto reach = fetcher_->finished(end)) {
        if (const auto signed_ms = fetcher_->signed_time()) learn_time(*signed_ms);
        return reached(*reach);
    }
}

void Courier::reached(Reach reach) {
    const MonoMs now = clock_.mono_ms();
    if (reach == Reach::Bad) {
        failed_ = true;
        link_.bad(now);
    }
    if (reach == Reach::Good) link_.good(now);
}

// A check that was bad and now is good ends every wait: the jobcenter was away and is back. A good check alone cannot
// tell whether the link that ate the last upload has healed, so it only promises the next try: within
// `retry_when_well_ms` of the one before, drawn so that a thousand kiosks do not come at once. A jobcenter that is well
// but fails uploads is asked twice or thrice a minute, one that wants peace says Retry-After, and one that refuses this
// device (401, 403) is left alone until the cap.
void Courier::check_ended(const Result<http::Response>& result) {
    const bool good = result.ok() && result->status == 200 && result->body.find("\"ok\"") != std::string::npos;
    reached(good ? Reach::Good : Reach::Bad);
    if (!good) retry_due_ms_.reset();
    const bool back = std::exchange(check_was_bad_, !good) && good;
    if (back && fetcher_) fetcher_->wake();
    if (!uploader_ || !good) return;
    if (back) return retry_now();
    if (fault("never_retries_when_well") || !upload_failed_ || uploader_->forbidden() || uploader_->waiting() == 0)
        return;
    if (!retry_due_ms_) retry_due_ms_ = std::max(clock_.mono_ms(), retry_not_before_ms_);
}

void Courier::retry_now() {
    retry_due_ms_.reset();
    const auto least = limits_.retry_when_well_ms * 2 / 3;
    retry_not_before_ms_ =
        clock_.mono_ms() + least +
        static_cast<std::int64_t>(jitter_() * static_cast<double>(limits_.retry_when_well_ms - least));
    uploader_->wake();
}

// Told again only when an hour has passed or the clock moved by it: the glass needs one proof a boot, and the card is
// spared.
void Courier::learn_time(WallMs signed_ms) {
    auto proof = witness_.hear(signed_ms, clock_.machine());
    if (!proof) return;
    const WallMs before_ms = clock_.wall_ms();
    const bool news = !proof_ || proof->mono_ms - proof_->mono_ms > proof_again_ms;
    clock_.learn(*proof);
    const std::int64_t moved_ms = clock_.wall_ms() - before_ms;
    if (std::abs(moved_ms) >= timekeeping::step_least_ms)
        log(LogLevel::Alert, "sync",
            "the clock was wrong by " + std::to_string(-moved_ms / 60'000) +
                " minutes; the jobcenter's time counts now");
    if (!news && std::abs(moved_ms) < timekeeping::step_least_ms) return;
    proof_ = std::move(proof);
}

Known Courier::known() const {
    Known now;
    now.online = link_.online(clock_.mono_ms());
    now.has_identity = identity_ != nullptr;
    now.certificate_expired = identity_ != nullptr && identity_->validity.expired(clock_.wall_ms());
    now.forbidden = uploader_ && uploader_->forbidden();
    now.revoked = revoked();
    now.code_wanted = enroller_.wanted();
    now.code_refused = enroller_.code_refused();
    now.machine_ahead_ms = clock_.judged().machine_ahead_ms;
    if (proof_) now.proof = to_text(*proof_);
    return now;
}

std::string Courier::report() {
    wire::KioskReport said;
    said.version = version();
    said.machine_ahead_ms = clock_.judged().machine_ahead_ms;
    said.time_known = clock_.judged().doubt != timekeeping::Doubt::Unknown;
    said.journal_readable = !journal_unreadable_;
    if (journal_)
        if (const auto status = journal_->status(); status) {
            said.unsent = status->unreceipted;
            said.quarantined = static_cast<std::int64_t>(status->quarantined.size());
            if (status->oldest_ms)
                said.oldest_unsent_s = std::max<std::int64_t>(0, clock_.wall_ms() - *status->oldest_ms) / 1000;
        }
    std::error_code unknown;
    const auto space = std::filesystem::space(layout_.root, unknown);
    if (!unknown) said.disk_free_mb = static_cast<std::int64_t>(space.available / 1'000'000);
    return wire::build_kiosk_report(said);
}

void Courier::tell_glass() {
    const folder::LinkFacts before = std::exchange(facts_, facts_for_glass(known(), facts_));
    if (facts_.certificate_expired && !before.certificate_expired)
        log(LogLevel::Alert, "sync",
            "the device's certificate has expired; everything is kept; enrol again with a new code");
    if (facts_.forbidden && !before.forbidden)
        log(LogLevel::Alert, "sync",
            "the jobcenter refuses this device; everything is kept; enrol again with a new code");
    tell(facts_);
}

void Courier::tell(const folder::LinkFacts& facts) {
    const auto told = mail_.tell(facts);
    if (!told)
        log(LogLevel::Alert, "sync", "mail.db could not be written");
    else if (*told)
        ring_due_ = true;
}

void Courier::stopped() {
    tell(facts_when_stopped(facts_));
    if (std::exchange(ring_due_, false) && ring_) ring_();
}

std::int64_t Courier::wait_ms() const {
    std::int64_t wait = enroller_.wait_ms();
    if (!uploader_ || revoked() || enroller_.wanted()) return wait;
    wait = std::min({wait, uploader_->wait_ms(), fetcher_->wait_ms()});
    if (!check_) wait = std::min(wait, link_.wait_ms(clock_.mono_ms()));
    if (retry_due_ms_) wait = std::min(wait, std::max<std::int64_t>(0, *retry_due_ms_ - clock_.mono_ms()));
    return wait;
}

bool Courier::in_flight() const {
    return enroller_.busy() || check_ || (uploader_ && (uploader_->busy() || fetcher_->in_flight()));
}

bool Courier::busy() const {
    if (enroller_.busy() || enroller_.wanted()) return true;
    return uploader_ &&
           (uploader_->busy() || fetcher_->busy() || check_ || uploader_->wait_ms() == 0 || fetcher_->wait_ms() == 0);
}

bool Courier::all_receipted() {
    if (!journal_) return !journal_unreadable_;  // no journal yet: nothing that could be lost
    const auto all = uploader_->all_receipted();
    return all.ok() && *all;
}

const UploadCounts& Courier::counts() const {
    static const UploadCounts none;
    return uploader_ ? uploader_->counts() : none;
}

}  // namespace aaben::daemon
