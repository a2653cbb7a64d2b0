// The jobcenter's certificate authority: makes itself, the server's certificate and, from a device's request, client
// certificates. The only file of the jobcenter besides the server that knows OpenSSL. Any thread; an Authority does not
// change once loaded. Always: a device's private key never comes here; what a request asks for beyond its key (names,
// uses, lifetimes) is ignored; keys are EC P-256.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.hpp"
#include "platform/result.hpp"

namespace aaben::jobcenter {

inline constexpr int device_certificate_days = 90;
inline constexpr int server_certificate_days = 398;
inline constexpr int authority_days = 3650;

struct KeyAndPem {
    std::string key_pem;
    std::string pem;  // certificate or request
};

struct IssuedCertificate {
    std::string pem;
    std::string serial;  // lower-case hex
    WallMs expires_ms = 0;
};

class Authority {
  public:
    static Result<Authority> make(const std::string& name, WallMs now_ms, KeyAndPem& made);
    static Result<Authority> load(std::string_view certificate_pem, std::string_view key_pem);

    // Invalid: no request, its signature does not prove the key, or the key is weaker than P-256 / RSA 2048.
    [[nodiscard]] Result<IssuedCertificate> issue_device(std::string_view csr_pem, const std::string& device,
                                                         WallMs now_ms) const;
    // `names` are DNS names or IP addresses.
    [[nodiscard]] Result<KeyAndPem> issue_server(const std::vector<std::string>& names, WallMs now_ms) const;
    [[nodiscard]] const std::string& certificate_pem() const { return certificate_pem_; }

  private:
    struct Parts;
    explicit Authority(std::shared_ptr<const Parts> parts, std::string pem)
        : parts_(std::move(parts)), certificate_pem_(std::move(pem)) {}
    std::shared_ptr<const Parts> parts_;
    std::string certificate_pem_;
};

// What a device does by itself before it enrols: a key and a request for it.
[[nodiscard]] Result<KeyAndPem> make_device_request(const std::string& device);

}  // namespace aaben::jobcenter
