#include "content/tar.hpp"

#include <algorithm>
#include <cstdio>

namespace aaben::content {
namespace {

bool safe_part(std::string_view part) {
    if (part.empty() || part.size() > 100 || part.front() == '.') return false;
    return std::all_of(part.begin(), part.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
               c == '-';
    });
}

void put(std::string& block, std::size_t at, std::string_view text) {
    std::copy(text.begin(), text.end(), block.begin() + static_cast<std::ptrdiff_t>(at));
}

std::string octal(std::uint64_t value, int digits) {
    char text[24];
    std::snprintf(text, sizeof text, "%0*llo", digits, static_cast<unsigned long long>(value));
    return text;
}

std::string_view field(std::string_view block, std::size_t at, std::size_t length) {
    std::string_view text = block.substr(at, length);
    if (const auto end = text.find('\0'); end != std::string_view::npos) text = text.substr(0, end);
    return text;
}

}  // namespace

bool safe_path(std::string_view path) {
    int parts = 0;
    while (true) {
        const auto slash = path.find('/');
        if (!safe_part(path.substr(0, slash)) || ++parts > 8) return false;
        if (slash == std::string_view::npos) return true;
        path.remove_prefix(slash + 1);
    }
}

Result<std::string> write_header(const TarEntry& entry) {
    if (!safe_path(entry.path)) return fail(Fault::Invalid, "the name '" + entry.path + "' may not stand in a bundle");
    if (entry.size > 077777777777ULL)
        return fail(Fault::Invalid, "the file '" + entry.path + "' is too large for a bundle");
    std::string_view name = entry.path;
    std::string_view prefix;
    if (name.size() > 100) {  // split at the first slash that leaves a name short enough
        const auto slash = name.find('/', name.size() - 101);
        if (slash > 155)  // or there is none: npos is the largest number
            return fail(Fault::Invalid, "the name '" + entry.path + "' is too long");
        prefix = name.substr(0, slash);
        name.remove_prefix(slash + 1);
    }
    std::string block(tar_block, '\0');
    put(block, 0, name);
    put(block, 100, "0000644");
    put(block, 108, "0000000");
    put(block, 116, "0000000");
    put(block, 124, octal(entry.size, 11));
    put(block, 136, "00000000000");
    put(block, 148, "        ");
    put(block, 156, "0");
    put(block, 257, std::string_view("ustar\00000", 8));
    put(block, 345, prefix);
    unsigned sum = 0;
    for (const char c : block) sum += static_cast<unsigned char>(c);
    put(block, 148, octal(sum, 6) + std::string("\0 ", 2));
    return block;
}

Result<TarEntry> read_header(std::string_view block) {
    if (block.size() != tar_block) return fail(Fault::Invalid, "the bundle is cut in a header");
    TarEntry entry;
    const std::string_view prefix = field(block, 345, 155);
    entry.path = prefix.empty() ? std::string() : std::string(prefix) + "/";
    entry.path += field(block, 0, 100);
    for (const char c : field(block, 124, 12)) {
        if (c < '0' || c > '7') return fail(Fault::Invalid, "a size in the bundle is not octal");
        entry.size = entry.size * 8 + static_cast<unsigned>(c - '0');
    }
    // Written again it must be the same 512 bytes. That refuses links, devices, owners, times, wrong checksums and
    // every other spelling at once, without a list of what could be wrong.
    const auto again = write_header(entry);
    if (!again.ok()) return again.error();
    if (*again != block)
        return fail(Fault::Invalid, "the bundle holds something that is not a plain file, or a damaged header");
    return entry;
}

}  // namespace aaben::content
