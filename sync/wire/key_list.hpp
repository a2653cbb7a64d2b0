// The public keys every sealed part is sealed to, from a list that only grows in version. Built at the jobcenter's
// root, held on the device. Pure; any thread. Always: 1 to 8 keys, ids unique, an id is the first 8 bytes of the key's
// SHA-256.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/clock.hpp"
#include "platform/result.hpp"

namespace aaben::wire {

inline constexpr std::size_t keys_max = 8;

struct RecipientKey {
    std::string id;       // 16 hex digits
    std::string box_key;  // 64 hex digits, X25519
    WallMs valid_from_ms = 0;
    friend bool operator==(const RecipientKey&, const RecipientKey&) = default;
};

struct KeyList {
    std::int64_t version = 0;
    std::vector<RecipientKey> keys;
    friend bool operator==(const KeyList&, const KeyList&) = default;
};

[[nodiscard]] std::string build_key_list(const KeyList& list);
[[nodiscard]] Result<KeyList> parse_key_list(std::string_view payload);

}  // namespace aaben::wire
