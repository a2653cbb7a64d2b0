// How a device becomes known: a one-time code typed by staff in exchange for a certificate, and its renewal. Built and
// read by kiosk-sync and the jobcenter. Pure; any thread. Always: private keys never appear here.
#pragma once

#include <string>
#include <string_view>

#include "platform/result.hpp"

namespace aaben::wire {

inline constexpr std::size_t enrol_bytes_max = 64 * 1024;

struct EnrolRequest {
    std::string code;
    std::string device;  // empty: the one the code was made for; its name comes back in the certificate
    std::string csr_pem;
    std::string sign_key;  // hex Ed25519 public key
    std::string box_key;   // hex X25519 public key
    friend bool operator==(const EnrolRequest&, const EnrolRequest&) = default;
};
struct EnrolAnswer {
    std::string certificate_pem;
    std::string ca_pem;
    std::string receipt_key;  // hex Ed25519 public key
    std::string key_list;     // the signed envelope, as text
    std::string root_key;     // hex Ed25519 public key that signs key lists
    friend bool operator==(const EnrolAnswer&, const EnrolAnswer&) = default;
};

[[nodiscard]] std::string build_enrol_request(const EnrolRequest& request);
[[nodiscard]] Result<EnrolRequest> parse_enrol_request(std::string_view text);
[[nodiscard]] std::string build_enrol_answer(const EnrolAnswer& answer);
[[nodiscard]] Result<EnrolAnswer> parse_enrol_answer(std::string_view text);
[[nodiscard]] std::string build_renew_request(std::string_view csr_pem);
[[nodiscard]] Result<std::string> parse_renew_request(std::string_view text);  // the CSR
[[nodiscard]] std::string build_renew_answer(std::string_view certificate_pem);
[[nodiscard]] Result<std::string> parse_renew_answer(std::string_view text);  // the certificate

}  // namespace aaben::wire
