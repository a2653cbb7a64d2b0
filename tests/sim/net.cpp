#include "sim/net.hpp"

#include <algorithm>
#include <stdexcept>

#include "seal/hash.hpp"

namespace aaben::sim {
namespace {

constexpr std::int64_t timeout_ms = 30'000;

http::Response answered(int status, std::string body, std::int64_t retry_after_ms = 0) {
    http::Response response;
    response.status = status;
    response.body = std::move(body);
    response.retry_after_ms = retry_after_ms;
    return response;
}

}  // namespace

Gateway::Gateway(const Loop& loop, std::string store_url, Seeded) : clock_(loop), url_(std::move(store_url)) {
    receipt_seed_ = seal::random_secret();
    receipt_public_ = seal::sign_key_from_seed(receipt_seed_).public_key;
    root_ = seal::new_sign_key();
    restart();
}

void Gateway::restart() {
    service_.reset();
    store_.reset();
    auto opened = jobcenter::open_store(url_, jobcenter::Access::ReadWrite);
    if (!opened.ok()) throw std::runtime_error("simulator: " + opened.error().what);
    store_ = std::move(*opened);
    service_ = std::make_unique<jobcenter::Service>(
        *store_, jobcenter::Keys{seal::sign_key_from_seed(receipt_seed_), root_.public_key}, std::nullopt, clock_, 10);
}

void Gateway::add_device(const std::string& id, const std::string& sign_key, const std::string& box_key) {
    jobcenter::Device device;
    device.id = id;
    device.unit = "unit";
    device.sign_key = sign_key;
    device.box_key = box_key;
    if (!store_->put_device(device).ok()) throw std::runtime_error("simulator: no device");
}

http::Response Gateway::serve(const std::string& device, const http::Request& request) {
    if (health == Health::Sick) return answered(503, "{}");
    jobcenter::Request asked;
    asked.method = request.method == http::Method::Post ? "POST" : "GET";
    asked.path = request.path;
    asked.body = request.body;
    asked.sender = jobcenter::Sender{device, ""};
    const jobcenter::Answer answer = service_->answer(asked);
    http::Response response =
        answered(answer.status, answer.shared ? answer.shared->substr(answer.offset, answer.size) : answer.body);
    response.date_ms = clock_.wall_ms().ms / 1000 * 1000;
    for (const auto& [name, value] : answer.headers) {
        std::string lower = name;
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        response.headers[lower] = value;
        if (lower == "retry-after") response.retry_after_ms = std::atoll(value.c_str()) * 1000;
    }
    return response;
}

// What happens to one request. Times are from its start; none: never.
struct Line::Fate {
    std::optional<std::int64_t> arrives_ms;   // at the gateway
    std::optional<std::int64_t> repeated_ms;  // and arrives once more, then
    std::optional<std::int64_t> answered_ms;  // the kiosk gets an answer: the gateway's, or `instead`
    std::optional<http::Response> instead;
    bool altered = false;                  // one byte of the answer is another
    std::optional<std::int64_t> fails_ms;  // the kiosk hears of a failure
};

Line::Line(Loop& loop, Gateway& gateway, std::string device, Seeded& random, Counts& faults, std::string& trace)
    : loop_(loop), gateway_(gateway), device_(std::move(device)), random_(random), faults_(faults), trace_(trace) {}

void Line::note(const std::string& what) {
    ++faults_[what];
}

Line::Fate Line::flaky(const http::Request& request) {
    const std::int64_t there = random_.between(5, 300);
    const std::int64_t back = there + random_.between(5, 300);
    const auto only = [&](const char* name, const Fate& fate) { return note(name), fate; };
    switch (random_.between(0, 19)) {
        case 0:
            return only("request dropped", {{}, {}, {}, {}, false, timeout_ms});
        case 1:
            return only("answer dropped after the commit", {there, {}, {}, {}, false, timeout_ms});
        case 2:
            return only("cut at once", {{}, {}, {}, {}, false, there});
        case 3:
            return only("cut after the commit", {there, {}, {}, {}, false, back});
        case 4:
            return only("arrives twice", {there, random_.between(1'000, 120'000), back, {}, false, {}});
        case 5:
            return only("arrives after the kiosk gave up",
                        {random_.between(31'000, 90'000), {}, {}, {}, false, timeout_ms});
        case 6:
            return only("slow", {random_.between(1'000, 20'000), {}, 25'000, {}, false, {}});
        case 7:
            return only("500", {{}, {}, back, answered(500, "{}"), false, {}});
        case 8:
            return only("committed, then 502", {there, {}, back, answered(502, "{}"), false, {}});
        case 9:
            return only("503 with Retry-After",
                        {{}, {}, back, answered(503, "{}", random_.between(1, 30) * 1000), false, {}});
        case 10:
            return only("429 with Retry-After",
                        {{}, {}, back, answered(429, "{}", random_.between(1, 30) * 1000), false, {}});
        case 11:
            return only("400", {{}, {}, back, answered(400, "{}"), false, {}});
        case 12:
            return only("413", {{}, {}, back, answered(413, "{}"), false, {}});
        case 13:
            return only("403", {{}, {}, back, answered(403, "{}"), false, {}});
        case 14:
            return only("portal", {{}, {}, back, answered(200, "<html>"), false, {}});
        case 15:
            return only("empty 200", {there, {}, back, answered(200, ""), false, {}});
        case 16:
            return only("one byte altered", {there, {}, back, {}, true, {}});
        case 17:
            if (last_receipt_.empty() || request.path != "/v1/entries") break;
            return only("an old receipt replayed", {{}, {}, back, answered(200, last_receipt_), false, {}});
        default:
            break;
    }
    return {there, {}, back, {}, false, {}};
}

Line::Fate Line::fate_of(const http::Request& request) {
    if (!faults_on) return {20, {}, 40, {}, false, {}};
    if (weather == Weather::Down) {
        note("no network");
        return {{}, {}, {}, {}, false, random_.chance(0.5) ? 10 : timeout_ms};
    }
    if (weather == Weather::Expired) return note("certificate expired"), Fate{{}, {}, {}, {}, false, 30};
    if (weather == Weather::Portal)
        return note("portal"), Fate{{}, {}, 50, answered(200, "<html>Log in</html>"), false, {}};
    if (gateway_.health == Health::Away) return note("jobcenter away"), Fate{{}, {}, {}, {}, false, 15};
    if (weather == Weather::Flaky && random_.chance(0.6)) return flaky(request);
    const std::int64_t there = random_.between(5, 60);
    return {there, {}, there + random_.between(5, 60), {}, false, {}};
}

http::Ticket Line::start(http::Request request) {
    const http::Ticket ticket = ++last_;
    open_.insert(ticket);
    if (request.path == "/v1/entries") {
        if (!uploads_.empty()) note("two batches on their way");
        if (loop_.now_ms() < rest_until_ms_) note(retry_after_broken);
        uploads_.insert(ticket);
    }
    const Fate fate = fate_of(request);
    deliver(ticket, request, fate);
    return ticket;
}

void Line::deliver(http::Ticket ticket, const http::Request& request, const Fate& fate) {
    const auto alive = alive_;
    auto answer = std::make_shared<std::optional<http::Response>>(fate.instead);
    const bool gets_it = fate.answered_ms && !fate.instead;
    const auto reach = [this, alive, request, answer, gets_it, &gateway = gateway_, &trace = trace_,
                        device = device_](bool keep) {
        // The gateway hears the request even when the kiosk that sent it is gone.
        const http::Response response = gateway.serve(device, request);
        trace =
            seal::sha256(trace + device + request.path + seal::sha256(request.body) + std::to_string(response.status));
        if (*alive && request.path == "/v1/entries" && response.status == 200) last_receipt_ = response.body;
        if (keep && gets_it) *answer = response;
    };
    if (fate.arrives_ms) loop_.in(*fate.arrives_ms, [reach] { reach(true); });
    if (fate.repeated_ms) loop_.in(*fate.repeated_ms, [reach] { reach(false); });
    if (fate.fails_ms) {
        loop_.in(*fate.fails_ms, [this, alive, ticket] {
            if (*alive) end(ticket, fail(Fault::Offline, "the line failed"));
        });
    } else {
        loop_.in(*fate.answered_ms, [this, alive, ticket, answer, altered = fate.altered] {
            if (!*alive) return;
            if (!*answer) return end(ticket, fail(Fault::Offline, "no answer"));
            if (altered && !(*answer)->body.empty()) (*answer)->body[(*answer)->body.size() / 2] ^= 1;
            end(ticket, std::move(**answer));
        });
    }
}

void Line::end(http::Ticket ticket, Result<http::Response> result) {
    const bool upload = uploads_.erase(ticket) > 0;
    if (open_.erase(ticket) == 0) return;  // cancelled
    if (upload && result.ok() && result->retry_after_ms > 0)
        rest_until_ms_ = std::max(rest_until_ms_, loop_.now_ms() + result->retry_after_ms);
    if (upload && result.ok() && (result->status == 400 || result->status == 403)) refused_ms_ = loop_.now_ms();
    done_.push_back({ticket, std::move(result)});
    if (wake_) wake_();
}

void Line::cancel(http::Ticket ticket) {
    open_.erase(ticket);
    uploads_.erase(ticket);
}

std::vector<http::Finished> Line::poll(std::int64_t) {
    return std::exchange(done_, {});
}

}  // namespace aaben::sim
