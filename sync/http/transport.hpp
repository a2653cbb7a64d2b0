// The network as kiosk-sync sees it: start requests, poll, get each one's end. CurlTransport is the real one, the
// simulator has a lying one. One thread calls everything but wakeup().
// Always: every started request ends exactly once, in poll() (unless cancelled); a Response is complete by its framing
// and was received over verified TLS; nothing else may be concluded from it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/clock.hpp"
#include "platform/result.hpp"

namespace aaben::http {

enum class Method { Get, Post };

// Where a long body goes as it arrives. begin() is called once, when the headers of a 200 or 206 are in: 206 continues
// at the asked offset, 200 starts at nought. False from either ends the transfer with a failure.
class BodySink {
  public:
    virtual ~BodySink() = default;
    virtual bool begin(int status) = 0;
    virtual bool write(std::string_view bytes) = 0;
};

struct Request {
    Method method = Method::Get;
    std::string path = {};  // "/v1/entries"; the transport knows the host
    std::string content_type = {};
    std::string body = {};
    std::vector<std::pair<std::string, std::string>> headers = {};
    std::uint64_t body_max = 1024 * 1024;  // of the answer
    std::int64_t timeout_ms = 30'000;      // hard, for small exchanges; 0: only the low-speed limit ends it
    std::uint64_t resume_from = 0;         // Range; give If-Range in headers
    BodySink* sink = nullptr;              // outlives the request; null: the body is collected in Response::body
    bool with_certificate = true;          // false at enrolment, when there is none yet
};

struct Response {
    int status = 0;
    std::string body = {};
    std::map<std::string, std::string> headers;  // names in lower case; the last one wins
    std::int64_t retry_after_ms = 0;             // 0: absent
    std::optional<WallMs> date_ms;               // the Date header

    [[nodiscard]] std::string_view header(const std::string& lower_name) const;
};

using Ticket = std::uint64_t;

struct Finished {
    Ticket ticket = 0;
    Result<Response> result = fail(Fault::Io, "unfinished");
};

class Transport {
  public:
    virtual ~Transport() = default;
    [[nodiscard]] virtual Ticket start(Request request) = 0;
    virtual void cancel(Ticket ticket) = 0;
    // Waits at most wait_ms for something to end, for wakeup(), or for one of the watched file descriptors.
    [[nodiscard]] virtual std::vector<Finished> poll(std::int64_t wait_ms) = 0;
};

}  // namespace aaben::http
