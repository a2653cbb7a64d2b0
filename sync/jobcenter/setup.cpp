// What stands before the first request: a jobcenter's directory, and a device made known without the wire.
#include <fmt/format.h>

#include "jobcenter/commands.hpp"
#include "jobcenter/key_files.hpp"
#include "jobcenter/known.hpp"
#include "seal/hash.hpp"
#include "seal/signed_texts.hpp"
#include "wire/encoding.hpp"
#include "wire/item.hpp"

namespace aaben::jobcenter {
namespace {

namespace fs = std::filesystem;

struct File {
    fs::path path;
    std::string bytes;
    bool secret = false;
};

Result<> write_all(const std::vector<File>& files) {
    for (const File& file : files)
        if (auto done = write_file(file.path, file.bytes, file.secret); !done) return done;
    return Done{};
}

Result<> make_folder(const fs::path& dir) {
    std::error_code code;
    fs::create_directories(dir, code);
    if (code) return fail(Fault::ReadOnly, "cannot make the directory " + dir.string());
    return Done{};
}

bool lies_below(const fs::path& folder, const fs::path& dir) {
    std::error_code code;
    const fs::path way = fs::weakly_canonical(folder, code).lexically_relative(fs::weakly_canonical(dir, code));
    return !way.empty() && *way.begin() != "..";
}

std::string config_text(const InitOptions& options) {
    const std::string store = options.store_url.empty() ? "sqlite:jobcenter.db" : options.store_url;
    return fmt::format(
        "# The jobcenter's configuration. Relative paths are relative to this file.\n"
        "[listen]\naddress = \"{}\"\nport = {}\n\n"
        "[tls]\ncertificate = \"server.pem\"\nkey = \"server.key.pem\"\nca = \"ca.pem\"\nca_key = \"ca.key.pem\"\n\n"
        "[keys]\nreceipt = \"receipt.key\"\nroot_public = \"root.pub\"\n"
        "content_public = \"content.pub\"\nkey_list = \"key_list.json\"\n\n"
        "[store]\nurl = \"{}\"\n",
        options.address, options.port, store);
}

Result<wire::KeyList> make_recipients(const fs::path& away, WallMs now_ms) {
    wire::KeyList list;
    list.version = 1;
    for (int i = 1; i <= 2; ++i) {
        const seal::BoxKey key = seal::new_box_key();
        const fs::path file = away / fmt::format("recipient-{}.key", i);
        if (auto saved = seal::save_seed(file, key.seed); !saved) return saved.error();
        list.keys.push_back({key.id, key.public_key, now_ms});
    }
    return list;
}

Result<Device> device_keys(const fs::path& out_dir, const std::string& device, const std::string& unit, WallMs now_ms) {
    auto sign_seed = seal::load_or_make_seed(out_dir / "sign.key");
    if (!sign_seed) return sign_seed.error();
    auto box_seed = seal::load_or_make_seed(out_dir / "box.key");
    if (!box_seed) return box_seed.error();
    Device made;
    made.id = device;
    made.unit = unit;
    made.sign_key = seal::sign_key_from_seed(*sign_seed).public_key;
    made.box_key = seal::box_key_from_seed(*box_seed).public_key;
    made.enrolled_ms = now_ms;
    return made;
}

}  // namespace

Result<> init(const fs::path& dir, const InitOptions& options, const Clock& clock) {
    std::error_code code;
    if (fs::exists(dir / "jobcenter.toml", code) || fs::exists(dir / "ca.key.pem", code))
        return fail(Fault::Refused, dir.string() + " holds a jobcenter already; nothing was changed");
    if (options.away.empty() || lies_below(options.away, dir))
        return fail(Fault::Invalid, "say where the keys go that must not lie at the gateway: --away FOLDER, outside " +
                                        dir.string() + " and best on a stick of its own; nothing was made");
    for (const fs::path& folder : {dir, options.away})
        if (auto made = make_folder(folder); !made) return made;
    const WallMs now = clock.wall_ms();
    KeyAndPem ca;
    auto authority = Authority::make("Jobcenter CA", now, ca);
    if (!authority) return authority.error();
    auto server = authority->issue_server(options.names, now);
    if (!server) return server.error();
    auto recipients = make_recipients(options.away, now);
    if (!recipients) return recipients.error();
    const seal::SignKey receipt = seal::new_sign_key();
    const seal::SignKey root = seal::new_sign_key(), content = seal::new_sign_key();
    if (auto saved = seal::save_seed(dir / "receipt.key", receipt.seed); !saved) return saved;
    if (auto saved = seal::save_seed(options.away / "root.key", root.seed); !saved) return saved;
    if (auto saved = seal::save_seed(options.away / "content.key", content.seed); !saved) return saved;
    // The configuration last: while it is missing, an interrupted init is seen as such.
    return write_all({{dir / "ca.pem", ca.pem},
                      {dir / "ca.key.pem", ca.key_pem, true},
                      {dir / "server.pem", server->pem},
                      {dir / "server.key.pem", server->key_pem, true},
                      {dir / "receipt.pub", receipt.public_key + "\n"},
                      {dir / "root.pub", root.public_key + "\n"},
                      {dir / "content.pub", content.public_key + "\n"},
                      {dir / "key_list.json",
                       seal::sign_text(root, wire::Signed::KeyList, wire::build_key_list(*recipients)) + "\n"},
                      {dir / "jobcenter.toml", config_text(options)}});
}

std::string what_init_made(const fs::path& dir, const fs::path& away) {
    const auto content = read_file(dir / "content.pub");
    return fmt::format(
        "{0} is a jobcenter now; serve with: jobcenter --config {0}/jobcenter.toml\n"
        "{1} holds what the gateway never needs. Take it away from every network, and keep two copies:\n"
        "  root.key         signs who may read what citizens confide; lost, no key can ever be changed\n"
        "  content.key      signs letters and words (kioskctl content publish --key)\n"
        "  recipient-*.key  open the private parts (kioskctl jobcenter open --key)\n"
        "Every kiosk-sync.toml needs this line:\n"
        "  content_keys = [\"{2}\"]\n",
        dir.string(), away.string(), content ? content->substr(0, 64) : "");
}

Result<> enrol_local(const fs::path& dir, const std::string& device, const std::string& unit, const fs::path& out_dir,
                     const std::string& store_url, const Clock& clock) {
    if (!wire::is_name(device)) return fail(Fault::Invalid, "a device's name is 1 to 64 of a-z 0-9 . _ -");
    auto config = load_config(dir / "jobcenter.toml");
    if (!config) return config.error();
    auto files = load_key_files(*config);
    if (!files) return files.error();
    if (!files->authority) return fail(Fault::Invalid, "this configuration has no tls.ca_key; it cannot enrol");
    if (auto made = make_folder(out_dir); !made) return made;
    const WallMs now = clock.wall_ms();
    auto made = device_keys(out_dir, device, unit, now);
    if (!made) return made.error();
    auto request = make_device_request(device);
    if (!request) return request.error();
    auto issued = files->authority->issue_device(request->pem, device, now);
    if (!issued) return issued.error();

    auto store = open_store(store_url.empty() ? config->store_url : store_url, Access::ReadWrite, 1);
    if (!store) return store.error();
    if (auto put = (*store)->put_device(*made); !put) return put;
    if (auto put = (*store)->add_certificate({issued->serial, device, issued->expires_ms}); !put) return put;
    if (auto put = publish_key_list(**store, *files, clock); !put) return put;
    return write_all({{out_dir / "device.pem", issued->pem},
                      {out_dir / "device.key.pem", request->key_pem, true},
                      {out_dir / "ca.pem", files->authority->certificate_pem()},
                      {out_dir / "receipt.pub", files->keys.receipt.public_key + "\n"},
                      {out_dir / "root.pub", files->keys.root_public + "\n"},
                      {out_dir / "key_list.json", files->key_list + "\n"}});
}

Result<> put_item(const std::string& store_url, const std::string& kind, const std::string& name,
                  const std::string& target, std::int64_t version, std::string_view bytes, const Clock& clock) {
    auto store = open_store(store_url, Access::ReadWrite, 1);
    if (!store) return store.error();
    return put_item(**store, kind, name, target, version, bytes, clock);
}

Result<> put_item(Store& store, const std::string& kind, const std::string& name, const std::string& target,
                  std::int64_t version, std::string_view bytes, const Clock& clock) {
    const auto known = wire::item_kind(kind);
    if (!known || !wire::is_name(name))
        return fail(Fault::Invalid, "an item needs a known kind and a name of a-z 0-9 . _ -");
    const bool targeted = target == "*" || target.starts_with("unit:") || target.starts_with("device:");
    if (!targeted || version < 1) return fail(Fault::Invalid, "an item needs a target and a version from 1 up");
    const std::size_t most = *known == wire::ItemKind::Content ? wire::content_bytes_max : wire::item_bytes_max;
    if (bytes.size() > most)
        return fail(Fault::Invalid, "the item is larger than a kiosk takes: " + std::to_string(most) + " bytes");
    if (auto there = must_know_target(store, target, clock.wall_ms()); !there) return there;
    const Item item{kind, name, target, version, seal::sha256_hex(bytes), static_cast<std::int64_t>(bytes.size())};
    return store.put_item(item, bytes, clock.wall_ms());
}

}  // namespace aaben::jobcenter
