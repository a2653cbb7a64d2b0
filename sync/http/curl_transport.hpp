// HTTPS by libcurl: one thread, one multi handle; the only place that knows curl. kiosk-sync makes one per identity and
// calls everything on its one thread, but wakeup(), which any thread may call. Always: HTTP/1.1, https, TLS 1.2 or
// newer, no redirects, no proxy, no compression; the server's certificate is checked against `ca_pem` alone and its key
// against `pins`; certificates are judged at the proven time, never at the machine's.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "http/transport.hpp"

namespace aaben::http {

// At which time certificates are judged; nothing while no time is proven (platform/timekeeping): then their dates are
// not looked at. Asked at every handshake.
using CertificateTime = std::function<std::optional<WallMs>()>;

struct Endpoint {
    std::string base_url = {};  // "https://jobcenter.example:8443", no slash at the end
    std::string ca_pem = {};    // the only authority trusted
    std::vector<std::string> pins =
        {};                            // "sha256//<base64>" of the public key: the current and the next; empty: no pin
    std::string certificate_pem = {};  // the device's; empty before enrolment
    std::string key_pem = {};
};

struct HttpLimits {
    std::int64_t connect_timeout_ms = 10'000;
    std::int64_t low_speed_bytes_s = 100;
    std::int64_t low_speed_s = 30;
    std::size_t header_bytes = 32 * 1024;
    std::size_t parallel = 4;
};

class CurlTransport final : public Transport {
  public:
    // Invalid when the endpoint cannot be used (not https, empty CA).
    [[nodiscard]] static Result<std::unique_ptr<CurlTransport>> open(Endpoint endpoint, HttpLimits limits,
                                                                     CertificateTime certificate_time);
    ~CurlTransport() override;

    [[nodiscard]] Ticket start(Request request) override;
    void cancel(Ticket ticket) override;
    [[nodiscard]] std::vector<Finished> poll(std::int64_t wait_ms) override;

    void watch(std::vector<int> readable_fds);  // poll() also returns when one of these can be read
    void wakeup();                              // any thread

  private:
    struct Multi;
    explicit CurlTransport(std::unique_ptr<Multi> multi);
    std::unique_ptr<Multi> multi_;
};

// "sha256//…" of a certificate's public key, as Endpoint::pins wants it (SubjectPublicKeyInfo, DER).
[[nodiscard]] Result<std::string> pin_of(std::string_view certificate_pem);

}  // namespace aaben::http
