#include "daemon/fetcher.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "daemon/files.hpp"
#include "platform/fault_switch.hpp"
#include "platform/log.hpp"
#include "seal/hash.hpp"
#include "seal/keys.hpp"
#include "seal/signed_texts.hpp"
#include "wire/kiosk_report.hpp"

namespace aaben::daemon {
namespace {

constexpr std::string_view key_list_name = "key_list";
constexpr std::string_view signature_suffix = ".minisig";

bool is_bundle(const wire::ItemRef& ref) {
    return ref.kind == wire::ItemKind::Content && !ref.name.ends_with(signature_suffix);
}

bool is_of_the_disk(Fault fault) {
    return fault == Fault::DiskFull || fault == Fault::Io || fault == Fault::ReadOnly || fault == Fault::Busy;
}

std::string quoted(const std::string& etag) {
    return "\"" + etag + "\"";
}

}  // namespace

// A bundle on its way into a file, so that a cut costs only what was cut.
class Fetcher::FileSink final : public http::BodySink {
  public:
    explicit FileSink(std::filesystem::path file) : file_(std::move(file)) {}
    ~FileSink() override { close(); }
    bool begin(int status) override {
        const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | (status == 206 ? O_APPEND : O_TRUNC);
        close();
        fd_ = ::open(file_.c_str(), flags, 0600);
        return fd_ >= 0;
    }
    bool write(std::string_view bytes) override {
        while (!bytes.empty()) {
            const ssize_t n = ::write(fd_, bytes.data(), bytes.size());
            if (n <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(n));
        }
        return true;
    }
    void close() {
        if (fd_ >= 0) ::close(fd_);
        fd_ = -1;
    }

  private:
    std::filesystem::path file_;
    int fd_ = -1;
};

struct Fetcher::Incoming {
    wire::ItemRef ref;
    http::Ticket ticket = 0;
    std::unique_ptr<FileSink> sink;  // of bundles
};

Fetcher::Fetcher(folder::Layout layout, Trusted trusted, journal::Mail& mail, http::Transport& transport,
                 const Clock& clock, std::function<double()> jitter, FetchLimits limits)
    : layout_(std::move(layout)),
      trusted_(std::move(trusted)),
      mail_(mail),
      transport_(transport),
      clock_(clock),
      jitter_(std::move(jitter)),
      limits_(limits),
      shelf_(layout_.content()),
      backoff_(limits.backoff) {
    take_enrolled_keys();
}

Fetcher::~Fetcher() {
    if (item_) transport_.cancel(item_->ticket);  // it writes through a sink that ends here
}

void Fetcher::hurry() {
    hurry_until_ms_ = clock_.mono_ms() + limits_.hurry_for_ms;
    next_ms_ = std::min(next_ms_, clock_.mono_ms() + limits_.hurry_every_ms);
}

void Fetcher::wake() {
    next_ms_ = std::min(next_ms_, clock_.mono_ms());
    backoff_.wake(clock_.mono_ms());
}

void Fetcher::link_up() {
    if (list_ticket_) transport_.cancel(*std::exchange(list_ticket_, std::nullopt));
    if (item_) {
        transport_.cancel(item_->ticket);
        item_.reset();
        wanted_.clear();  // the next list says again what is missing
    }
    wake();
}

void Fetcher::tick() {
    const MonoMs now = clock_.mono_ms();
    if (revoked_ || list_ticket_ || item_) return;
    if (!wanted_.empty()) return ask_for_item();
    if (now >= next_ms_ && backoff_.due(now)) ask_for_list();
}

std::int64_t Fetcher::wait_ms() const {
    if (revoked_ || list_ticket_ || item_) return outbox::wait_for_ever_ms;
    const MonoMs now = clock_.mono_ms();
    return wanted_.empty() ? std::max<std::int64_t>(0, std::max(next_ms_, backoff_.next_ms()) - now) : 0;
}

void Fetcher::ask_for_list() {
    http::Request request{.path = "/v1/items", .timeout_ms = limits_.request_timeout_ms};
    if (const auto etag = mail_.noted("items_etag"); etag.ok() && !etag->empty())
        request.headers.emplace_back("If-None-Match", *etag);
    if (report_) request.headers.emplace_back(wire::kiosk_report_header, report_());
    list_ticket_ = transport_.start(std::move(request));
}

void Fetcher::ask_for_item() {
    auto incoming = std::make_unique<Incoming>();
    incoming->ref = wanted_.front();
    wanted_.pop_front();
    const wire::ItemRef& ref = incoming->ref;
    http::Request request{.path = "/v1/items/" + std::string(wire::to_string(ref.kind)) + "/" + ref.name};
    request.body_max = static_cast<std::uint64_t>(ref.size);
    request.timeout_ms = limits_.request_timeout_ms;
    if (is_bundle(ref)) {
        incoming->sink = std::make_unique<FileSink>(layout_.incoming());
        request.sink = incoming->sink.get();
        request.timeout_ms = 0;
        std::error_code error;
        const auto have = std::filesystem::file_size(layout_.incoming(), error);
        const auto of = mail_.noted("incoming_etag");
        if (!error && have > 0 && of.ok() && *of == ref.etag && have < static_cast<std::uint64_t>(ref.size)) {
            request.resume_from = have;
            request.headers.emplace_back("If-Range", quoted(ref.etag));
        } else if (!mail_.note("incoming_etag", ref.etag).ok()) {
            round_failed(nullptr, "mail.db could not be written");
            return;
        }
    }
    incoming->ticket = transport_.start(std::move(request));
    item_ = std::move(incoming);
}

std::optional<Reach> Fetcher::finished(const http::Finished& end) {
    if (list_ticket_ == end.ticket) {
        list_ticket_.reset();
        return list_ended(end.result);
    }
    if (item_ && item_->ticket == end.ticket) return item_ended(end.result);
    return std::nullopt;
}

Reach Fetcher::round_failed(const http::Response* answer, const std::string& why) {
    log(LogLevel::Warning, "sync", "items: " + why);
    wanted_.clear();
    complete_ = false;
    const auto failure = failure_of(answer);
    const MonoMs now = clock_.mono_ms();
    if (failure.kind == outbox::Failure::Forbidden) {
        backoff_.failed_at_cap(now, failure.retry_after_ms);
    } else {
        backoff_.failed(now, jitter_(), failure.retry_after_ms);
    }
    return answer != nullptr && answer->status == 404 ? Reach::Neutral : Reach::Bad;
}

MonoMs Fetcher::after_a_round() const {
    const MonoMs now = clock_.mono_ms();
    return now + (now < hurry_until_ms_ ? limits_.hurry_every_ms : limits_.every_ms);
}

void Fetcher::round_done() {
    if (!skipped_.empty()) return (void)round_failed(nullptr, skipped_);
    if (!mail_.note("items_etag", list_etag_).ok()) return (void)round_failed(nullptr, "mail.db could not be written");
    complete_ = true;
    backoff_.succeeded();
    next_ms_ = after_a_round();
}

Reach Fetcher::list_ended(const Result<http::Response>& result) {
    if (!result.ok()) return round_failed(nullptr, "the list could not be fetched");
    if (result->status == 304) {
        complete_ = true;
        backoff_.succeeded();
        next_ms_ = after_a_round();
        return Reach::Good;
    }
    if (result->status != 200)
        return round_failed(&*result, "the list was answered with " + std::to_string(result->status));
    const auto list = seal::open_items(trusted_.receipt_key, result->body);
    if (!list.ok()) return round_failed(&*result, "the list was none: " + list.error().what);
    if (const auto ours = is_ours(*list); !ours) return round_failed(&*result, ours.error().what);
    signed_ms_ = list->time_ms;
    list_etag_ = std::string(result->header("etag"));
    if (const auto taken = take_list(*list); !taken.ok()) return round_failed(nullptr, taken.error().what);
    if (wanted_.empty()) round_done();
    return Reach::Good;
}

// A list is signed for one device at one moment: another unit's roster opens nothing here, and what was true last month
// (a revocation that was taken back by a new enrolment) does not come again.
Result<> Fetcher::is_ours(const wire::ItemList& list) {
    if (list.device != trusted_.device) return fail(Fault::Forged, "the list is for another device");
    const auto noted = mail_.noted("items_time_ms");
    if (noted && !noted->empty() && list.time_ms < std::atoll(noted->c_str()))
        return fail(Fault::Forged, "the list is older than the one before");
    return mail_.note("items_time_ms", std::to_string(list.time_ms.ms));
}

Result<> Fetcher::take_list(const wire::ItemList& list) {
    if (!list.key_list.empty())
        if (auto taken = take_key_list(list.key_list); !taken.ok())
            log(LogLevel::Alert, "sync", "key list refused: " + taken.error().what);
    const auto held = mail_.items();
    if (!held.ok()) return held.error();
    wanted_.clear();
    skipped_.clear();
    for (const wire::ItemRef& ref : list.items) {
        const auto have = std::find_if(held->begin(), held->end(), [&](const wire::ItemRef& h) {
            return h.kind == ref.kind && h.name == ref.name;
        });
        const bool newer = have == held->end() || ref.version > have->version;
        if (newer) wanted_.push_back(ref);
    }
    // Signatures before the bundles they belong to.
    std::stable_partition(wanted_.begin(), wanted_.end(), [](const wire::ItemRef& ref) { return !is_bundle(ref); });
    drop_what_is_gone(list, *held);
    return Done{};
}

void Fetcher::drop_what_is_gone(const wire::ItemList& list, const std::vector<wire::ItemRef>& held) {
    for (const wire::ItemRef& ref : held) {
        if (!wire::is_fleeting(ref.kind)) continue;
        const bool listed = std::any_of(list.items.begin(), list.items.end(), [&](const wire::ItemRef& l) {
            return l.kind == ref.kind && l.name == ref.name;
        });
        if (!listed && mail_.drop_item(ref.kind, ref.name).ok()) mail_changed_ = true;
    }
}

Result<> Fetcher::take_key_list(const std::string& envelope) {
    const auto list = seal::open_key_list(trusted_.root_key, envelope);
    if (!list.ok()) return list.error();
    const auto held = mail_.item(wire::ItemKind::Keys, key_list_name);
    if (!held.ok()) return held.error();
    if (*held && list->version <= (*held)->ref.version) return Done{};
    if (auto written = write_whole(layout_.key_list(), envelope + "\n"); !written.ok()) return written;
    const wire::ItemRef ref{wire::ItemKind::Keys, std::string(key_list_name), list->version, seal::sha256_hex(envelope),
                            static_cast<std::int64_t>(envelope.size())};
    return store(ref, envelope, Done{});
}

// What enrolment brought is there before the first list of items: kiosk seals to it from its first entry on.
void Fetcher::take_enrolled_keys() {
    if (!mail_.note("root_key", trusted_.root_key).ok() || !mail_.note("device", trusted_.device).ok())
        log(LogLevel::Alert, "sync", "mail.db could not be written");
    const auto text = read_small(layout_.key_list());
    if (!text.ok()) return;
    if (const auto taken = take_key_list(without_line_end(*text)); !taken.ok())
        log(LogLevel::Alert, "sync", "keys/key_list.json cannot be used: " + taken.error().what);
}

Reach Fetcher::item_ended(const Result<http::Response>& result) {
    const std::unique_ptr<Incoming> item = std::move(item_);
    if (item->sink) item->sink->close();
    const int status = result.ok() ? result->status : 0;
    if (item->sink && status == 416) {  // what we have is no beginning of what they have
        std::error_code error;
        std::filesystem::remove(layout_.incoming(), error);
    }
    if (!result.ok() || status >= 500 || status == 401 || status == 403)
        return round_failed(result.ok() ? &*result : nullptr, "an item could not be fetched");
    Result<> taken = fail(Fault::NotFound, "an item was answered with " + std::to_string(status));
    if (status == 200 || (item->sink && status == 206))
        taken = item->sink ? take_bundle(item->ref) : take_small(item->ref, result->body);
    if (!taken.ok()) {  // one bad item holds back no other; the list is asked for again
        skipped_ = taken.error().what;
        log(LogLevel::Warning, "sync", "an item was left for later: " + skipped_);
    }
    if (revoked_) return Reach::Good;
    if (wanted_.empty()) round_done();
    return taken.ok() ? Reach::Good : Reach::Neutral;
}

Result<> Fetcher::store(const wire::ItemRef& ref, std::string bytes, const Result<>& verdict) {
    journal::StoredItem item{ref, std::move(bytes), verdict.ok(), verdict.ok() ? "" : verdict.error().what,
                             clock_.wall_ms()};
    if (auto put = mail_.put_item(item); !put.ok()) return put;
    mail_changed_ = true;
    log(verdict.ok() ? LogLevel::Info : LogLevel::Alert, "sync",
        "item " + std::string(wire::to_string(ref.kind)) + " version " + std::to_string(ref.version) +
            (verdict.ok() ? " taken" : " refused: " + verdict.error().what));
    return Done{};
}

// What is stored of an item's bytes, or why they are refused.
Result<std::string> Fetcher::judged_bytes(const wire::ItemRef& ref, const std::string& bytes) {
    const auto same_if = [&](const auto& parsed) -> Result<std::string> {
        if (!parsed.ok()) return parsed.error();
        return bytes;
    };
    switch (ref.kind) {
        case wire::ItemKind::Roster: {
            if (const auto roster = wire::parse_roster(bytes); !roster.ok()) return roster.error();
            const auto pepper = seal::load_or_make_seed(layout_.pepper());
            if (!pepper.ok()) return pepper.error();
            return journal::peppered_roster(bytes, *pepper);
        }
        case wire::ItemKind::Hours:
            return same_if(wire::parse_hours(bytes));
        case wire::ItemKind::Brief:
            return same_if(wire::parse_brief(bytes));
        case wire::ItemKind::Expected:
            return same_if(wire::parse_expected(bytes));
        case wire::ItemKind::Answer:
        case wire::ItemKind::Transfer:
            return same_if(wire::parse_notice(bytes));
        case wire::ItemKind::Help:
            return same_if(wire::parse_help_call(bytes));
        case wire::ItemKind::Revoke: {
            const auto notice = wire::parse_notice(bytes);
            if (!notice.ok()) return notice.error();
            if (notice->ref != trusted_.device) return fail(Fault::Refused, "a revocation of another device");
            return bytes;
        }
        case wire::ItemKind::Keys: {
            std::string envelope = without_line_end(bytes);
            if (const auto taken = take_key_list(envelope); !taken.ok()) return taken.error();
            return envelope;
        }
        case wire::ItemKind::Content:
            return bytes;  // a bundle's signature; checked with the bundle
    }  // no default case, so the compiler can warn about missing cases
    return fail(Fault::Invalid, "an item of unknown kind");
}

Result<> Fetcher::take_small(const wire::ItemRef& ref, const std::string& bytes) {
    if (bytes.size() != static_cast<std::size_t>(ref.size) ||
        (seal::sha256_hex(bytes) != ref.etag && !fault("item_uncompared")))
        return fail(Fault::Forged, "an item is not what the signed list says");
    auto judged = judged_bytes(ref, bytes);
    const bool good = judged.ok();
    if (!good && is_of_the_disk(judged.error().fault)) return judged.error();  // says nothing about the item
    auto stored = good ? store(ref, std::move(*judged), Done{}) : store(ref, "", judged.error());
    if (stored.ok() && good && ref.kind == wire::ItemKind::Revoke) revoked_ = true;
    return stored;
}

Result<> Fetcher::take_bundle(const wire::ItemRef& ref) {
    const auto file = layout_.incoming();
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    const auto bytes = read_small(file, static_cast<std::size_t>(ref.size));
    if (error || !bytes.ok() || size != static_cast<std::uint64_t>(ref.size) || seal::sha256_hex(*bytes) != ref.etag) {
        std::filesystem::remove(file, error);
        return fail(Fault::Forged, "a bundle is not what the signed list says");
    }
    const auto signature = mail_.item(wire::ItemKind::Content, ref.name + std::string(signature_suffix));
    if (!signature.ok()) return signature.error();
    if (!*signature) return fail(Fault::NotFound, "a bundle has no signature beside it yet");
    const auto shelved = shelf_.install(file, (*signature)->bytes, trusted_.content_keys);
    if (!shelved.ok() && is_of_the_disk(shelved.error().fault)) return shelved.error();  // nor this; tried again
    std::filesystem::remove(file, error);
    return store(ref, "", shelved.ok() ? Result<>(Done{}) : Result<>(shelved.error()));
}

}  // namespace aaben::daemon
