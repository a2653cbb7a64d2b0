#include "daemon/enroller.hpp"

#include <utility>

#include "daemon/files.hpp"
#include "folder/enrol_request.hpp"
#include "platform/log.hpp"
#include "seal/signed_texts.hpp"
#include "wire/encoding.hpp"
#include "wire/enrol.hpp"
#include "wire/problem.hpp"

namespace aaben::daemon {
namespace {
// What the code was made for says the jobcenter in the certificate; the request only proves the key.
constexpr const char* unnamed = "new-device";
}  // namespace

Enroller::Enroller(folder::Layout layout, const Identity* identity, journal::Mail& mail, http::Transport& transport,
                   const Clock& clock, std::function<double()> jitter)
    : layout_(std::move(layout)),
      identity_(identity),
      mail_(mail),
      transport_(transport),
      clock_(clock),
      jitter_(std::move(jitter)) {}

void Enroller::refuse(const std::string& why) {
    log(LogLevel::Alert, "sync", "enrolment: " + why);
    refused_ = true;
    forget_attempt();
}

void Enroller::look() {
    if (ticket_) return;
    auto typed = folder::read_enrol_request(layout_);
    if (!typed && typed.error().fault == Fault::Invalid) return refuse(typed.error().what);
    if (!typed || code_ == *typed) return;
    code_ = *std::move(typed);
    refused_ = false;
    backoff_.succeeded();  // a new code is a new beginning
}

void Enroller::tick() {
    if (ticket_ || changed_ || !backoff_.due(clock_.mono_ms())) return;
    Result<> asked = Done{};
    if (code_) {
        asked = ask_to_enrol(*code_);
    } else if (identity_ != nullptr && identity_->validity.renewal_due(clock_.wall_ms()) &&
               !identity_->validity.expired(clock_.wall_ms())) {
        asked = ask_to_renew();
    }
    if (!asked.ok()) failed(nullptr, asked.error().what);
}

// The answer to an enrolment may be lost after the jobcenter used up the code. It knows the same request again, to the
// byte; so key and request are on the disk before they are sent, and a retry, even after a restart, sends the same.
Result<std::string> Enroller::enrol_body(const std::string& code) {
    const auto key_before = read_small(layout_.next_key());
    const auto body_before = read_small(layout_.next_request());
    if (key_before.ok() && body_before.ok())
        if (const auto parsed = wire::parse_enrol_request(*body_before); parsed.ok() && parsed->code == code) {
            new_key_pem_ = *key_before;
            return *body_before;
        }
    auto key = make_key_pem();
    if (!key.ok()) return key.error();
    auto csr = make_csr_pem(*key, unnamed);
    if (!csr.ok()) return csr.error();
    const auto sign_seed = seal::load_or_make_seed(layout_.sign_key());
    const auto box_seed = seal::load_or_make_seed(layout_.box_key());
    if (!sign_seed.ok()) return sign_seed.error();
    if (!box_seed.ok()) return box_seed.error();
    new_key_pem_ = std::move(*key);
    const std::string body = wire::build_enrol_request({code,
                                                        {},
                                                        std::move(*csr),
                                                        seal::sign_key_from_seed(*sign_seed).public_key,
                                                        seal::box_key_from_seed(*box_seed).public_key});
    if (auto kept = write_whole(layout_.next_key(), new_key_pem_); !kept.ok()) return kept.error();
    if (auto kept = write_whole(layout_.next_request(), body); !kept.ok()) return kept.error();
    return body;
}

void Enroller::forget_attempt() {
    overwrite_and_remove(layout_.next_request());
    overwrite_and_remove(layout_.next_key());
    std::error_code error;
    std::filesystem::remove(layout_.enrol_request(), error);
    code_.reset();
}

Result<> Enroller::ask_to_enrol(const std::string& code) {
    auto body = enrol_body(code);
    if (!body.ok()) return body.error();
    http::Request post{.method = http::Method::Post, .path = "/v1/enrol", .content_type = "application/json"};
    post.body = std::move(*body);
    post.body_max = wire::enrol_bytes_max;
    post.with_certificate = false;
    renewing_ = false;
    ticket_ = transport_.start(std::move(post));
    return Done{};
}

Result<> Enroller::ask_to_renew() {
    // The same key again: the certificate file is then the only thing that changes, and one rename changes it.
    auto csr = make_csr_pem(identity_->key_pem, identity_->device);
    if (!csr.ok()) return csr.error();
    http::Request post{.method = http::Method::Post, .path = "/v1/renew", .content_type = "application/json"};
    post.body = wire::build_renew_request(*csr);
    post.body_max = wire::enrol_bytes_max;
    renewing_ = true;
    ticket_ = transport_.start(std::move(post));
    return Done{};
}

std::optional<Reach> Enroller::finished(const http::Finished& end) {
    if (ticket_ != end.ticket) return std::nullopt;
    ticket_.reset();
    if (!end.result.ok()) return failed(nullptr, end.result.error().what);
    return renewing_ ? renew_ended(*end.result) : enrol_ended(*end.result);
}

Reach Enroller::failed(const http::Response* answer, const std::string& why) {
    log(LogLevel::Warning, "sync", std::string(renewing_ ? "renewal: " : "enrolment: ") + why);
    failed_once_ = true;
    backoff_.failed(clock_.mono_ms(), jitter_(), answer == nullptr ? 0 : answer->retry_after_ms);
    return Reach::Bad;
}

Reach Enroller::enrol_ended(const http::Response& answer) {
    if (answer.status == 401 || answer.status == 403 || answer.status == 404 || answer.status == 409 ||
        answer.status == 422 || answer.status == 400) {
        failed_once_ = true;
        refuse("the code was not accepted");
        return Reach::Neutral;
    }
    if (answer.status != 200) return failed(&answer, "answered with " + std::to_string(answer.status));
    const auto given = wire::parse_enrol_answer(answer.body);
    if (!given.ok()) return failed(&answer, given.error().what);
    const auto name = common_name_of(given->certificate_pem);
    if (!fits(given->certificate_pem, new_key_pem_) || !name.ok())
        return failed(&answer, "the certificate is not for this device's key");
    if (!seal::open_key_list(given->root_key, given->key_list).ok())
        return failed(&answer, "the key list is not signed by the root");
    // The certificate last: it is what says that the device is enrolled, and all else must be there before it.
    const std::pair<std::filesystem::path, std::string> files[] = {
        {layout_.ca(), given->ca_pem},
        {layout_.receipt_pub(), given->receipt_key + "\n"},
        {layout_.root_pub(), given->root_key + "\n"},
        {layout_.key_list(), given->key_list + "\n"},
    };
    for (const auto& [file, text] : files)
        if (const auto written = write_whole(file, text); !written.ok()) return failed(nullptr, written.error().what);
    std::error_code error;
    std::filesystem::remove(layout_.device_certificate(), error);  // the key is about to be another
    if (const auto written = write_whole(layout_.device_key(), new_key_pem_); !written.ok())
        return failed(nullptr, written.error().what);
    if (const auto written = write_whole(layout_.device_certificate(), given->certificate_pem); !written.ok())
        return failed(nullptr, written.error().what);
    forget_attempt();
    changed_ = true;
    // The roster lies there keyed with a pepper that may be gone, and lists may have been another unit's: all comes
    // anew.
    if (!mail_.forget_lists().ok()) log(LogLevel::Alert, "sync", "mail.db could not be written");
    log(LogLevel::Info, "sync", "enrolled");
    return Reach::Good;
}

Reach Enroller::renew_ended(const http::Response& answer) {
    if (answer.status != 200) return failed(&answer, "answered with " + std::to_string(answer.status));
    const auto certificate = wire::parse_renew_answer(answer.body);
    if (!certificate.ok()) return failed(&answer, certificate.error().what);
    const auto name = common_name_of(*certificate);
    const auto validity = validity_of(*certificate);
    if (!fits(*certificate, identity_->key_pem) || !name.ok() || *name != identity_->device || !validity.ok() ||
        validity->until_ms <= identity_->validity.until_ms)
        return failed(&answer, "the new certificate is not for this device's key, or no newer");
    if (const auto written = write_whole(layout_.device_certificate(), *certificate); !written.ok())
        return failed(nullptr, written.error().what);
    changed_ = true;
    log(LogLevel::Info, "sync", "certificate renewed");
    return Reach::Good;
}

std::int64_t Enroller::wait_ms() const {
    if (ticket_ || changed_) return outbox::wait_for_ever_ms;
    const std::int64_t pause = std::max<std::int64_t>(0, backoff_.next_ms() - clock_.mono_ms());
    if (code_) return pause;
    if (identity_ == nullptr || identity_->validity.expired(clock_.wall_ms())) return outbox::wait_for_ever_ms;
    const auto& v = identity_->validity;
    return std::max(pause, v.from_ms + (v.until_ms - v.from_ms) / 2 - clock_.wall_ms());
}

}  // namespace aaben::daemon
