#include "jobcenter/service.hpp"

#include "seal/signed_texts.hpp"
#include "wire/enrol.hpp"
#include "wire/problem.hpp"

namespace aaben::jobcenter {
namespace {

constexpr std::size_t small_bytes_max = std::size_t{64} * 1024;

std::string_view title_of(int status) {
    switch (status) {
        case 400:
            return "The request is malformed";
        case 401:
            return "Not known here";
        case 403:
            return "Forbidden";
        case 404:
            return "Not found";
        case 405:
            return "Method not allowed";
        case 411:
            return "Content-Length is required";
        case 413:
            return "Too large";
        case 431:
            return "The head is too long";
        case 429:
            return "Too many tries";
        case 503:
            return "Not now";
        default:
            return "Refused";
    }
}

}  // namespace

Answer problem_answer(int status, std::string_view type, const std::string& detail) {
    Answer answer;
    answer.status = status;
    answer.type = "application/problem+json";
    answer.body = wire::build_problem({std::string(type), std::string(title_of(status)), detail});
    if (status == 503) answer.headers.emplace_back("Retry-After", "5");
    if (status == 429) answer.headers.emplace_back("Retry-After", "60");
    return answer;
}

std::size_t body_bytes_max(std::string_view path) {
    return path == "/v1/entries" || path == "/v1/reconcile" ? wire::batch_bytes_max : small_bytes_max;
}

bool needs_certificate(std::string_view path) {
    return path != "/v1/enrol" && path != "/v1/health";
}

bool answered_at_once(std::string_view path) {
    return path == "/v1/health";
}

Answer stranger_answer() {
    return problem_answer(401, wire::problems::wrong_device, "a client certificate of this jobcenter is needed");
}

Service::Service(Store& store, Keys keys, std::optional<Authority> authority, const Clock& clock,
                 int wrong_codes_a_minute, WatchLimits watch)
    : store_(store),
      keys_(std::move(keys)),
      authority_(std::move(authority)),
      clock_(clock),
      wrong_codes_a_minute_(wrong_codes_a_minute),
      watch_(store, clock, std::move(watch)) {}

Answer Service::answer(const Request& request) {
    struct Route {
        std::string_view path;
        std::string_view method;
        Handler handler;
    };
    static constexpr Route routes[] = {
        {"/v1/entries", "POST", &Service::entries}, {"/v1/reconcile", "POST", &Service::reconcile_held},
        {"/v1/items", "GET", &Service::items},      {"/v1/items/", "GET", &Service::item},
        {"/v1/enrol", "POST", &Service::enrol},     {"/v1/renew", "POST", &Service::renew},
        {"/v1/health", "GET", &Service::health},
    };
    if (!request.sender && needs_certificate(request.path)) return stranger_answer();
    for (const Route& route : routes) {
        const bool folder = route.path.back() == '/';
        if (folder ? !request.path.starts_with(route.path) : request.path != route.path) continue;
        if (request.method != route.method) {
            Answer no = problem_answer(405, "about:blank", "this path takes " + std::string(route.method));
            no.headers.emplace_back("Allow", std::string(route.method));
            return no;
        }
        return (this->*route.handler)(request);
    }
    return problem_answer(404, wire::problems::not_found, "there is no such path");
}

Answer Service::entries(const Request& request) {
    return receipt_answer(take_in(store_, *request.sender, request.body, clock_.wall_ms()));
}

Answer Service::reconcile_held(const Request& request) {
    auto device = in_good_standing(*request.sender);
    if (const auto* refusal = std::get_if<Refusal>(&device))
        return problem_answer(refusal->status, refusal->type, refusal->detail);
    return receipt_answer(reconcile(store_, *request.sender, request.body, clock_.wall_ms()));
}

Answer Service::receipt_answer(const std::variant<wire::Receipt, Refusal>& taken) {
    if (const auto* refusal = std::get_if<Refusal>(&taken))
        return problem_answer(refusal->status, refusal->type, refusal->detail);
    Answer answer;
    answer.body =
        seal::sign_text(keys_.receipt, wire::Signed::Receipt, wire::build_receipt(std::get<wire::Receipt>(taken)));
    return answer;
}

// 'ok' promises that an entry sent now would be taken in. Figures are for those who are known here.
Answer Service::health(const Request& request) {
    const StoreHealth store = watch_.judged();
    if (!store.trouble.empty()) return problem_answer(503, wire::problems::busy, store.trouble);
    Answer answer;
    answer.body = request.sender ? R"({"status":"ok","disk_free_mb":)" + std::to_string(store.disk_free_mb) +
                                       R"(,"lag_ms":)" + std::to_string(store.lag_ms) + "}"
                                 : R"({"status":"ok"})";
    return answer;
}

std::variant<Service::Standing, Refusal> Service::standing(const Sender& sender) {
    auto device = store_.device(sender.device);
    if (!device) return refusal_of(device.error());
    if (!*device) return Refusal{401, std::string(wire::problems::wrong_device), "this device is not known here"};
    Standing found{std::move(**device), false};
    found.revoked = found.device.revoked;
    if (sender.certificate_serial.empty()) return found;
    auto valid = store_.certificate_ok(sender.device, sender.certificate_serial);
    if (!valid) return refusal_of(valid.error());
    if (!*valid)
        return Refusal{401, std::string(wire::problems::revoked),
                       "this certificate was replaced; enrol again with a code"};
    return found;
}

std::variant<Device, Refusal> Service::in_good_standing(const Sender& sender) {
    auto found = standing(sender);
    if (auto* refusal = std::get_if<Refusal>(&found)) return std::move(*refusal);
    auto& device = std::get<Standing>(found);
    if (device.revoked) return Refusal{403, std::string(wire::problems::revoked), "this device was revoked"};
    return std::move(device.device);
}

}  // namespace aaben::jobcenter
