// The jobcenter's configuration file (TOML) and the keys it points at. Read once at start by the mains; afterwards a
// value that does not change. Always: a torn or wrong file gives one message that names the file, the place and what to
// do; an unknown word in it is an error too, because a misspelt limit is no limit; relative paths are relative to the
// file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "platform/result.hpp"

namespace aaben::jobcenter {

struct Limits {
    int connections_max = 2048;   // of those who showed a certificate
    int strangers_max = 64;       // of those who did not, or not yet
    int stranger_timeout_s = 10;  // for each thing a stranger may take their time with
    int handshake_timeout_s = 10;
    int head_timeout_s = 15;        // from the first byte of a request to the end of its head
    int body_timeout_s = 60;        // reading or writing one body of usual size
    int idle_timeout_s = 90;        // between requests
    int wrong_codes_a_minute = 10;  // from one address, before more of them are told to wait
    int disk_free_least_mb = 200;   // health says no below that
};

struct Config {
    std::filesystem::path dir;  // where the file lies
    std::string address = "127.0.0.1";
    std::uint16_t port = 8443;  // 0: any free one (tests)
    std::filesystem::path certificate;
    std::filesystem::path key;
    std::filesystem::path ca;
    std::filesystem::path ca_key;  // needed to enrol and renew
    std::filesystem::path receipt_key;
    std::filesystem::path root_public;
    std::filesystem::path content_public;  // whose bundles kiosks trust; empty: the root key's
    std::filesystem::path key_list;
    std::string store_url;      // "sqlite:" with an absolute path, or postgresql://…
    int threads = 0;            // of the network; 0: one a core
    int store_connections = 8;  // to PostgreSQL
    Limits limits;
};

[[nodiscard]] Result<Config> load_config(const std::filesystem::path& file);

[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& file);
// Appears whole or not at all; `secret` makes it 0600.
[[nodiscard]] Result<> write_file(const std::filesystem::path& file, std::string_view bytes, bool secret = false);

}  // namespace aaben::jobcenter
