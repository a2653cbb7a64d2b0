#include "jobcenter/key_files.hpp"

#include <algorithm>

#include "seal/hash.hpp"
#include "seal/signed_texts.hpp"
#include "wire/encoding.hpp"

namespace aaben::jobcenter {
namespace {

Result<std::string> read_line(const std::filesystem::path& file) {
    auto text = read_file(file);
    if (!text) return text;
    while (!text->empty() && (text->back() == '\n' || text->back() == '\r')) text->pop_back();
    return text;
}

}  // namespace

Result<Authority> load_authority(const Config& config) {
    auto certificate = read_file(config.ca);
    if (!certificate) return certificate.error();
    auto key = read_file(config.ca_key);
    if (!key) return key.error();
    return Authority::load(*certificate, *key);
}

Result<KeyFiles> load_key_files(const Config& config) {
    KeyFiles files;
    auto seed = seal::load_seed(config.receipt_key);
    if (!seed) return seed.error();
    files.keys.receipt = seal::sign_key_from_seed(*seed);
    auto root = read_line(config.root_public);
    if (!root) return root.error();
    if (!wire::is_hash(*root))
        return fail(Fault::Invalid, config.root_public.string() + " is not one line of 64 hex digits");
    files.keys.root_public = *root;
    auto list = read_line(config.key_list);
    if (!list) return list.error();
    if (auto good = seal::open_key_list(files.keys.root_public, *list); !good)
        return fail(Fault::Invalid,
                    config.key_list.string() + " is not a key list signed by the root key; kiosks would refuse it");
    files.key_list = *list;
    if (config.ca_key.empty()) return files;
    auto authority = load_authority(config);
    if (!authority) return authority.error();
    files.authority.emplace(std::move(*authority));
    return files;
}

std::vector<std::filesystem::path> keys_that_should_be_away(const Config& config) {
    std::vector<std::filesystem::path> found;
    std::error_code code;
    for (const auto& folder : {config.dir, config.dir / "away"})
        for (const char* name : {"root.key", "content.key", "recipient-1.key", "recipient-2.key"})
            if (std::filesystem::exists(folder / name, code)) found.push_back(folder / name);
    return found;
}

Result<std::string> next_key_list(const NextKeys& given) {
    auto seed = seal::load_seed(given.root);
    if (!seed) return seed.error();
    const seal::SignKey root = seal::sign_key_from_seed(*seed);
    auto held = read_file(given.held);
    if (!held) return held.error();
    held->erase(held->find_last_not_of("\r\n") + 1);
    auto list = seal::open_key_list(root.public_key, *held);
    if (!list) return fail(Fault::Refused, given.held.string() + " is no key list that this root key has signed");
    for (const std::string& id : given.drop)
        if (std::erase_if(list->keys, [&](const wire::RecipientKey& key) { return key.id == id; }) == 0)
            return fail(Fault::NotFound, "the list has no key " + id);
    for (const std::string& box_key : given.add) {
        if (!wire::is_hash(box_key)) return fail(Fault::Invalid, "a key is 64 hex digits");
        list->keys.push_back({seal::box_key_id(box_key), box_key, SystemClock().wall_ms()});
    }
    ++list->version;
    const std::string payload = wire::build_key_list(*list);
    if (auto good = wire::parse_key_list(payload); !good) return good.error();  // at most 8, no key twice
    return seal::sign_text(root, wire::Signed::KeyList, payload);
}

Result<KeyFiles> take_key_list(const Config& config, const std::filesystem::path& made) {
    auto files = load_key_files(config);
    if (!files) return files;
    auto list = read_line(made);
    if (!list) return list.error();
    const auto held = seal::open_key_list(files->keys.root_public, files->key_list);
    const auto next = seal::open_key_list(files->keys.root_public, *list);
    if (!next) return fail(Fault::Refused, made.string() + " is not signed by this jobcenter's root key");
    if (held && next->version <= held->version)
        return fail(Fault::Refused, "version " + std::to_string(held->version) + " is published already");
    files->key_list = *list;
    if (auto written = write_file(config.key_list, *list + "\n"); !written) return written.error();
    return files;
}

Result<> publish_key_list(Store& store, const KeyFiles& files, const Clock& clock) {
    auto list = seal::open_key_list(files.keys.root_public, files.key_list);
    if (!list) return list.error();
    const Item item{"keys",
                    "list",
                    "*",
                    list->version,
                    seal::sha256_hex(files.key_list),
                    static_cast<std::int64_t>(files.key_list.size())};
    auto put = store.put_item(item, files.key_list, clock.wall_ms());
    if (!put && put.error().fault != Fault::Refused) return put.error();  // refused: the store's is as new or newer
    return Done{};
}

std::string fresh_enrolment_code() {
    constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::string code;
    for (const char byte : seal::random_bytes(12)) {
        if (code.size() == 4 || code.size() == 9) code += '-';
        code += alphabet[static_cast<unsigned char>(byte) % alphabet.size()];
    }
    return code;
}

}  // namespace aaben::jobcenter
