// ustar (POSIX.1-1988), one spelling only: what bundles are made of. Private to content. Pure: bytes in, bytes
// out. Always: read_header accepts only what write_header writes, so a bundle has one spelling and hides nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/result.hpp"

namespace aaben::content {

inline constexpr std::size_t tar_block = 512;

struct TarEntry {
    std::string path;
    std::uint64_t size = 0;
};

// A path that may stand in a bundle: 1–8 parts of 1–100 characters a–z A–Z 0–9 . _ -, none starting with a dot.
[[nodiscard]] bool safe_path(std::string_view path);

[[nodiscard]] Result<std::string> write_header(const TarEntry& entry);  // 512 bytes
[[nodiscard]] Result<TarEntry> read_header(std::string_view block);
[[nodiscard]] constexpr std::uint64_t padded(std::uint64_t size) {
    return (size + tar_block - 1) / tar_block * tar_block;
}

}  // namespace aaben::content
