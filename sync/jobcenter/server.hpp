// The HTTPS door: TLS, HTTP/1.1 and the limits; what to answer is the Service's affair. Started once by main (or a
// test), runs on threads of its own. Always: TLS 1.2 or newer; a client certificate, when one is shown, is ours or the
// handshake fails; every answer has a Content-Length and a Date; head, body, time and number of connections are
// bounded.
#pragma once

#include <cstdint>
#include <memory>

#include "jobcenter/config.hpp"
#include "jobcenter/service.hpp"

namespace aaben::jobcenter {

class Server {
  public:
    // Listens when it returns. `lanes` is how many requests may be in the store beside each other.
    static Result<std::unique_ptr<Server>> start(const Config& config, Service& service, const Clock& clock, int lanes);
    ~Server();  // stops
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    void stop();  // takes no more requests, finishes those in hand (at most 5 s)

  private:
    struct Running;
    explicit Server(std::unique_ptr<Running> running);
    std::unique_ptr<Running> running_;
};

}  // namespace aaben::jobcenter
