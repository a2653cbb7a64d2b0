#include "content/bundle.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "content/tar.hpp"
#include "platform/fault_switch.hpp"
#include "seal/hash.hpp"
#include "wire/encoding.hpp"

namespace aaben::content {
namespace {

namespace fs = std::filesystem;

Result<std::string> read_whole(const fs::path& file, std::uint64_t bytes_max) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (error) return fail(Fault::NotFound, "cannot read " + file.string());
    if (size > bytes_max) return fail(Fault::Invalid, file.string() + " is too large");
    std::ifstream in(file, std::ios::binary);
    std::string bytes(size, '\0');
    if (!in.read(bytes.data(), static_cast<std::streamsize>(size)))
        return fail(Fault::Io, "cannot read " + file.string());
    return bytes;
}

Result<std::vector<std::string>> paths_below(const fs::path& dir) {
    std::vector<std::string> paths;
    std::error_code error;
    fs::recursive_directory_iterator each(dir, error);
    if (error) return fail(Fault::NotFound, "cannot read the folder " + dir.string());
    for (; each != fs::recursive_directory_iterator(); each.increment(error)) {
        if (error) return fail(Fault::Io, "cannot read the folder " + dir.string());
        const bool hidden = each->path().filename().string().starts_with('.');
        if (each->is_symlink())
            return fail(Fault::Invalid, each->path().string() + " is a link; a bundle takes files only");
        if (hidden && each->is_directory()) each.disable_recursion_pending();
        if (hidden || each->is_directory()) continue;
        if (!each->is_regular_file()) return fail(Fault::Invalid, each->path().string() + " is not a file");
        const std::string path = fs::relative(each->path(), dir).generic_string();
        if (path != manifest_name) paths.push_back(path);
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

Result<Manifest> describe(const fs::path& dir) {
    Manifest manifest;
    const auto about = read_whole(dir / "content.toml", toml_bytes_max);
    if (!about.ok()) return fail(Fault::NotFound, "the folder has no content.toml that says its version");
    const auto version = content_version(*about);
    if (!version.ok()) return version.error();
    manifest.version = *version;
    const auto paths = paths_below(dir);
    if (!paths.ok()) return paths.error();
    for (const std::string& path : *paths) {
        const auto bytes = read_whole(dir / path, file_bytes_max);
        if (!bytes.ok()) return bytes.error();
        if (path.ends_with(".toml"))
            if (const auto good = check_toml(*bytes); !good.ok())
                return fail(Fault::Invalid, path + ": " + good.error().what);
        manifest.files.push_back({path, bytes->size(), seal::sha256_hex(*bytes)});
    }
    return manifest;
}

Result<> append(std::ofstream& out, const std::string& path, const std::string& bytes) {
    const auto header = write_header({path, bytes.size()});
    if (!header.ok()) return header.error();
    out << *header << bytes << std::string(padded(bytes.size()) - bytes.size(), '\0');
    return Done{};
}

// Reads a bundle strictly front to back.
class Reader {
  public:
    explicit Reader(const fs::path& file) : in_(file, std::ios::binary) {}
    [[nodiscard]] bool open() const { return in_.is_open(); }

    Result<std::string> file(std::string_view path, std::uint64_t bytes_max) {
        std::string block;
        if (!take(block, tar_block)) return fail(Fault::Invalid, "the bundle is cut");
        const auto entry = read_header(block);
        if (!entry.ok()) return entry.error();
        if (entry->path != path)
            return fail(Fault::Invalid, "the bundle holds '" + entry->path + "' where its manifest does not");
        if (entry->size > bytes_max) return fail(Fault::Invalid, "'" + entry->path + "' is too large");
        std::string bytes;
        if (!take(bytes, padded(entry->size)))
            return fail(Fault::Invalid, "the bundle is cut in '" + entry->path + "'");
        if (bytes.find_first_not_of('\0', entry->size) != std::string::npos)
            return fail(Fault::Invalid, "the bundle hides bytes behind '" + entry->path + "'");
        bytes.resize(entry->size);
        return bytes;
    }

    Result<> end() {
        std::string tail;
        if (!take(tail, 2 * tar_block) || tail.find_first_not_of('\0') != std::string::npos)
            return fail(Fault::Invalid, "the bundle has no end, or more files than its manifest");
        if (in_.peek() != std::ifstream::traits_type::eof())
            return fail(Fault::Invalid, "the bundle goes on after its end");
        return Done{};
    }

  private:
    bool take(std::string& bytes, std::uint64_t count) {
        bytes.resize(count);
        in_.read(bytes.data(), static_cast<std::streamsize>(count));
        return static_cast<std::uint64_t>(in_.gcount()) == count;
    }
    std::ifstream in_;
};

}  // namespace

Result<Manifest> build_bundle(const fs::path& dir, const fs::path& out) {
    auto manifest = describe(dir);
    if (!manifest.ok()) return manifest;
    const auto text = build_manifest(*manifest);
    if (!text.ok()) return text.error();
    const fs::path partial = out.string() + ".part";
    std::ofstream file(partial, std::ios::binary | std::ios::trunc);
    if (const auto done = append(file, std::string(manifest_name), *text); !done.ok()) return done.error();
    for (const ManifestFile& line : manifest->files) {
        const auto bytes = read_whole(dir / line.path, file_bytes_max);
        if (!bytes.ok()) return bytes.error();
        if (seal::sha256_hex(*bytes) != line.sha256)
            return fail(Fault::Busy, line.path + " changed while it was packed");
        if (const auto done = append(file, line.path, *bytes); !done.ok()) return done.error();
    }
    file << std::string(2 * tar_block, '\0');
    file.close();
    std::error_code error;
    if (!file || (fs::rename(partial, out, error), error)) return fail(Fault::Io, "cannot write " + out.string());
    return manifest;
}

std::string key_id_of(std::string_view public_key_hex) {
    const auto raw = wire::from_hex(public_key_hex);
    return raw.ok() ? seal::sha256(*raw).substr(0, 8) : std::string(8, '\0');
}

Result<BundleKey> load_bundle_key(const fs::path& file) {
    auto text = read_whole(file, 4096);
    if (!text.ok()) return text.error();
    BundleKey out;
    if (text->size() == 32) {
        const auto seed = seal::load_seed(file);
        if (!seed.ok()) return seed.error();
        out.key = seal::sign_key_from_seed(*seed);
        out.key_id = key_id_of(out.key.public_key);
        return out;
    }
    auto key = seal::parse_minisign_secret(*text, &out.key_id);
    seal::wipe(*text);
    if (!key.ok()) return key.error();
    out.key = std::move(*key);
    return out;
}

Result<seal::MinisignPublic> parse_bundle_public(std::string_view text) {
    std::string_view line = text;
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    if (wire::is_hash(line)) return seal::MinisignPublic{key_id_of(line), std::string(line)};
    return seal::parse_minisign_public(text);
}

Result<std::string> sign_bundle(const fs::path& bundle, const BundleKey& key) {
    const auto manifest = check_bundle(bundle);
    if (!manifest.ok()) return manifest.error();
    const auto bytes = read_whole(bundle, bundle_bytes_max + (files_max + 4) * 2 * tar_block);
    if (!bytes.ok()) return bytes.error();
    return seal::minisign_sign(key.key, key.key_id, *bytes,
                               "aaben-content version " + std::to_string(manifest->version));
}

Result<Manifest> check_bundle(const fs::path& bundle, const EachFile& each) {
    Reader reader(bundle);
    if (!reader.open()) return fail(Fault::NotFound, "cannot read the bundle " + bundle.string());
    const auto text = reader.file(manifest_name, manifest_bytes_max);
    if (!text.ok()) return text.error();
    auto manifest = parse_manifest(*text);
    if (!manifest.ok()) return manifest;
    for (const ManifestFile& line : manifest->files) {
        const auto bytes = reader.file(line.path, line.size);
        if (!bytes.ok()) return bytes.error();
        if (bytes->size() != line.size || seal::sha256_hex(*bytes) != line.sha256)
            return fail(Fault::Forged, "'" + line.path + "' is not what the manifest says");
        if (line.path.ends_with(".toml"))
            if (const auto good = check_toml(*bytes); !good.ok())
                return fail(Fault::Invalid, line.path + ": " + good.error().what);
        if (each)
            if (auto done = each(line, *bytes); !done.ok()) return done.error();
    }
    if (const auto end = reader.end(); !end.ok()) return end.error();
    return manifest;
}

Result<Manifest> verify_bundle(const fs::path& bundle, std::string_view minisig,
                               const std::vector<seal::MinisignPublic>& keys) {
    for (const auto& key : keys)
        if (fault("bundle_unsigned") || seal::minisign_verify_file(key, bundle, minisig).ok())
            return check_bundle(bundle);
    return fail(Fault::Forged, "the bundle is not signed by a key this device trusts");
}

}  // namespace aaben::content
