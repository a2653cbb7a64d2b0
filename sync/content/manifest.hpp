// The first file of a bundle: what is in it. Written by build, checked by every reader. Pure; any thread.
// Always: parse accepts only what build writes (one spelling); paths are safe, sorted and unique, and none is a folder
// of another.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/result.hpp"

namespace aaben::content {

inline constexpr std::size_t manifest_bytes_max = 1024 * 1024;
inline constexpr std::size_t files_max = 4096;
inline constexpr std::uint64_t file_bytes_max = 64ULL * 1024 * 1024;
inline constexpr std::uint64_t bundle_bytes_max = 512ULL * 1024 * 1024;
inline constexpr std::size_t toml_bytes_max = 1024 * 1024;
inline constexpr std::string_view manifest_name = "manifest.json";

struct ManifestFile {
    std::string path;
    std::uint64_t size = 0;
    std::string sha256;  // hex
    friend bool operator==(const ManifestFile&, const ManifestFile&) = default;
};

struct Manifest {
    std::int64_t version = 0;
    std::vector<ManifestFile> files;
    friend bool operator==(const Manifest&, const Manifest&) = default;
};

[[nodiscard]] Result<std::string> build_manifest(const Manifest& manifest);
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view text);

// Whether a .toml of a bundle can be read at all; what it must say is for who uses it. No size, depth or text harms.
[[nodiscard]] Result<> check_toml(std::string_view text);
// `version` of a content.toml.
[[nodiscard]] Result<std::int64_t> content_version(std::string_view toml_text);

}  // namespace aaben::content
