// A small certificate authority for tests: makes keys, certificates and signs requests, all in memory, EC P-256.
// Any thread. Not for production: serial numbers are random, nothing is revoked.
#pragma once

#include <cstdint>
#include <string>

namespace aaben::hostile {

struct Certified {
    std::string certificate_pem;
    std::string key_pem;
};

struct Wish {
    std::string common_name = {};
    bool server = false;          // subject alternative names localhost and 127.0.0.1
    std::int64_t from_s = -3600;  // validity, seconds from `at_s`
    std::int64_t until_s = 90 * 86'400;
    std::int64_t at_s = 0;  // 0: the machine's clock
};

[[nodiscard]] Certified make_authority(const std::string& common_name);
[[nodiscard]] Certified issue(const Certified& authority, const Wish& wish);
[[nodiscard]] std::string sign_request(const Certified& authority, const std::string& csr_pem, const Wish& wish);

}  // namespace aaben::hostile
