// kiosk-sync's configuration: a TOML file that an operator writes. Read once at the start. Pure but for the one file.
// Always: an unknown or wrong line is refused with its place, so that a typing error is not a silent default.
//
//   jobcenter    = "https://jobcenter.example:8443"
//   ca           = "ca.pem"              # beside this file; only needed until the device is enrolled
//   pins         = ["sha256//…", "…"]    # the server's key, current and next; none: the authority alone decides
//   content_keys = ["RW…"]               # minisign public keys (or 64 hex digits); none: the jobcenter's root key
//   [network]                            # all optional, in seconds
//   connect_timeout_s = 10
//   request_timeout_s = 30
//   low_speed_s = 30
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.hpp"

namespace aaben::daemon {

struct Config {
    std::string jobcenter;
    std::string ca_pem;  // read from the file that `ca` names; may be empty
    std::vector<std::string> pins;
    std::vector<std::string> content_keys;
    std::int64_t connect_timeout_s = 10;
    std::int64_t request_timeout_s = 30;
    std::int64_t low_speed_s = 30;
};

[[nodiscard]] Result<Config> read_config(const std::filesystem::path& file);
[[nodiscard]] Result<Config> parse_config(std::string_view text, const std::filesystem::path& folder);

}  // namespace aaben::daemon
