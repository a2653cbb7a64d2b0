// How a device becomes known: a one-time code for a certificate, and its renewal.
#include "jobcenter/service.hpp"
#include "platform/log.hpp"
#include "seal/hash.hpp"
#include "wire/encoding.hpp"
#include "wire/enrol.hpp"
#include "wire/problem.hpp"

namespace aaben::jobcenter {
namespace {

constexpr std::int64_t tries_window_ms = 60'000;
constexpr std::size_t addresses_max = 10'000;

// Of a device that a code without a name enrols: the unit's, and what tells it from the next one. The same code gives
// the same name, because its request may come again.
std::string new_name(const EnrolmentCode& code) {
    return (code.unit.empty() ? std::string("kiosk") : code.unit) + "-" + code.sha256.substr(0, 6);
}

Answer no_authority() {
    return problem_answer(503, wire::problems::busy, "this instance has no authority; ask another one");
}

}  // namespace

bool Service::too_many_tries(const std::string& address) {
    const std::lock_guard guard(mutex_);
    const auto at = tries_.find(address);
    return at != tries_.end() && clock_.mono_ms() - at->second.since_ms < tries_window_ms &&
           at->second.count >= wrong_codes_a_minute_;
}

void Service::count_try(const std::string& address) {
    const MonoMs now = clock_.mono_ms();
    const std::lock_guard guard(mutex_);
    if (tries_.size() >= addresses_max)
        std::erase_if(tries_, [&](const auto& one) { return now - one.second.since_ms >= tries_window_ms; });
    if (tries_.size() >= addresses_max) tries_.clear();
    Tries& tries = tries_[address];
    if (now - tries.since_ms >= tries_window_ms) tries = {now, 0};
    ++tries.count;
}

// One answer for every reason: a guesser learns nothing; the reason is in the operator's log.
Answer Service::wrong_code(const std::string& address, const std::string& reason) {
    count_try(address);
    log(LogLevel::Warning, "jobcenter", reason);
    return problem_answer(403, wire::problems::bad_code, "the code is wrong, used, expired or made for another device");
}

Answer Service::enrol(const Request& request) {
    if (too_many_tries(request.address))
        return problem_answer(429, wire::problems::bad_code, "too many wrong codes; wait a minute");
    if (!authority_) return no_authority();
    auto wish = wire::parse_enrol_request(request.body);
    if (!wish) return problem_answer(400, wire::problems::malformed, wish.error().what);

    const WallMs now = clock_.wall_ms();
    Enrolment enrolment;
    enrolment.code_sha256 = seal::sha256_hex(wish->code);
    enrolment.request_sha256 = seal::sha256_hex(wire::build_enrol_request(*wish));
    if (wish->device.empty()) {  // typed on the glass, where nobody knows what the device is called
        const auto code = store_.code(enrolment.code_sha256, now);
        if (!code && code.error().fault != Fault::NotFound) {
            const Refusal refusal = refusal_of(code.error());
            return problem_answer(refusal.status, refusal.type, refusal.detail);
        }
        if (!code) return wrong_code(request.address, "this code is not known");
        wish->device = !code->device.empty() ? code->device : new_name(*code);
    }
    auto issued = authority_->issue_device(wish->csr_pem, wish->device, now);
    if (!issued) return problem_answer(400, wire::problems::malformed, issued.error().what);

    enrolment.device.id = wish->device;
    enrolment.device.sign_key = wish->sign_key;
    enrolment.device.box_key = wish->box_key;
    enrolment.device.enrolled_ms = now;
    enrolment.certificate = {issued->serial, wish->device, issued->expires_ms};
    enrolment.now_ms = now;
    if (auto done = store_.enrol(enrolment); !done) {
        if (done.error().fault != Fault::Refused) {
            const Refusal refusal = refusal_of(done.error());
            return problem_answer(refusal.status, refusal.type, refusal.detail);
        }
        return wrong_code(request.address, "enrolment of " + wish->device + " refused: " + done.error().what);
    }
    log(LogLevel::Info, "jobcenter", "enrolled " + wish->device);
    Answer answer;
    answer.body = wire::build_enrol_answer(
        {issued->pem, authority_->certificate_pem(), keys_.receipt.public_key, key_list_text(), keys_.root_public});
    return answer;
}

Answer Service::renew(const Request& request) {
    if (!authority_) return no_authority();
    auto device = in_good_standing(*request.sender);
    if (const auto* refusal = std::get_if<Refusal>(&device))
        return problem_answer(refusal->status, refusal->type, refusal->detail);
    auto csr = wire::parse_renew_request(request.body);
    if (!csr) return problem_answer(400, wire::problems::malformed, csr.error().what);
    auto issued = authority_->issue_device(*csr, request.sender->device, clock_.wall_ms());
    if (!issued) return problem_answer(400, wire::problems::malformed, issued.error().what);
    // The old certificate stays good until it ends by itself: this answer may be lost on its way.
    if (auto done = store_.add_certificate({issued->serial, request.sender->device, issued->expires_ms}); !done) {
        const Refusal refusal = refusal_of(done.error());
        return problem_answer(refusal.status, refusal.type, refusal.detail);
    }
    Answer answer;
    answer.body = wire::build_renew_answer(issued->pem);
    return answer;
}

}  // namespace aaben::jobcenter
