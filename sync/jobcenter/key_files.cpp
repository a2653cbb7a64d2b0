#include "jobcenter/key_files.hpp"

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

Result<Done> publish_key_list(Store& store, const KeyFiles& files, const Clock& clock) {
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

}  // namespace aaben::jobcenter
