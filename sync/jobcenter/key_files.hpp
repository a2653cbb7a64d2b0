// The jobcenter's own keys as files: its receipt key, its authority, the root's public key and the signed key list.
// Called by the mains at start and by the commands that make them. Always: secret files are 0600 and refused when
// others may read them; a key list in the store is only ever replaced by a higher version that the root key signed.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "jobcenter/authority.hpp"
#include "jobcenter/config.hpp"
#include "jobcenter/service.hpp"
#include "jobcenter/store.hpp"

namespace aaben::jobcenter {

struct KeyFiles {
    Keys keys;
    std::optional<Authority> authority;
    std::string key_list;  // the signed envelope
};

[[nodiscard]] Result<KeyFiles> load_key_files(const Config& config);
[[nodiscard]] Result<Authority> load_authority(const Config& config);
// Keys in the gateway's folder that it never needs: whoever takes the machine would sign with them. Empty: none.
[[nodiscard]] std::vector<std::filesystem::path> keys_that_should_be_away(const Config& config);
struct NextKeys {
    std::filesystem::path held;          // the list that is published now
    std::filesystem::path root;          // the root key's seed
    std::vector<std::string> add, drop;  // public keys; ids
};
// The list after the one held, signed: made where the root key is, which is not the gateway.
[[nodiscard]] Result<std::string> next_key_list(const NextKeys& given);
// A list that `next_key_list` made, written beside the gateway's configuration; refused unless this jobcenter's root
// signed it and it is newer than the one held.
[[nodiscard]] Result<KeyFiles> take_key_list(const Config& config, const std::filesystem::path& made);
// Puts the key list into the store when the store has none or an older one.
[[nodiscard]] Result<> publish_key_list(Store& store, const KeyFiles& files, const Clock& clock);

// A one-time code, "7K2M-Q0XD-93HV": 60 random bits in letters and digits that nobody confuses (Crockford's base 32).
[[nodiscard]] std::string fresh_enrolment_code();

}  // namespace aaben::jobcenter
