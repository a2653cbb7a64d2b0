#include "content/manifest.hpp"

#include <toml++/toml.h>
#include <nlohmann/json.hpp>

#include "content/tar.hpp"
#include "wire/encoding.hpp"

namespace aaben::content {
namespace {

Result<> check_files(const Manifest& manifest) {
    if (manifest.version < 1) return fail(Fault::Invalid, "a bundle's version is 1 or more");
    if (manifest.files.empty() || manifest.files.size() > files_max)
        return fail(Fault::Invalid, "a bundle holds 1 to " + std::to_string(files_max) + " files");
    std::uint64_t total = 0;
    const ManifestFile* before = nullptr;
    for (const ManifestFile& file : manifest.files) {
        if (!safe_path(file.path) || file.path == manifest_name)
            return fail(Fault::Invalid, "the name '" + file.path + "' may not stand in a bundle");
        if (file.size > file_bytes_max) return fail(Fault::Invalid, "the file '" + file.path + "' is too large");
        if (!wire::is_hash(file.sha256)) return fail(Fault::Invalid, "the hash of '" + file.path + "' is none");
        if (before != nullptr && !(before->path < file.path))
            return fail(Fault::Invalid, "names out of order or twice");
        total += file.size;
        if (total > bundle_bytes_max) return fail(Fault::Invalid, "the bundle is too large");
        before = &file;
    }
    for (const ManifestFile& file : manifest.files) {
        // "a" and "a/b" cannot both be files. Names between them in the order do not matter: look for "a/" itself.
        const std::string folder = file.path + "/";
        const auto next =
            std::lower_bound(manifest.files.begin(), manifest.files.end(), folder,
                             [](const ManifestFile& f, const std::string& text) { return f.path < text; });
        if (next != manifest.files.end() && next->path.starts_with(folder))
            return fail(Fault::Invalid, "the name '" + file.path + "' is a file and a folder");
    }
    return Done{};
}

}  // namespace

Result<std::string> build_manifest(const Manifest& manifest) {
    if (const auto good = check_files(manifest); !good.ok()) return good.error();
    nlohmann::ordered_json json;
    json["format"] = 1;
    json["version"] = manifest.version;
    json["files"] = nlohmann::ordered_json::array();
    for (const ManifestFile& file : manifest.files)
        json["files"].push_back({{"path", file.path}, {"size", file.size}, {"sha256", file.sha256}});
    return json.dump() + "\n";
}

Result<Manifest> parse_manifest(std::string_view text) {
    if (text.size() > manifest_bytes_max) return fail(Fault::Invalid, "the bundle's manifest is too large");
    try {
        const auto json = nlohmann::json::parse(text, [](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
            if (depth > 4) throw std::length_error("depth");
            return true;
        });
        Manifest manifest;
        manifest.version = json.at("version").get<std::int64_t>();
        for (const auto& file : json.at("files"))
            manifest.files.push_back({file.at("path").get<std::string>(), file.at("size").get<std::uint64_t>(),
                                      file.at("sha256").get<std::string>()});
        const auto again = build_manifest(manifest);
        if (!again.ok()) return again.error();
        if (*again != text) return fail(Fault::Invalid, "the bundle's manifest is not spelled as it must be");
        return manifest;
    } catch (const std::exception&) {
        return fail(Fault::Invalid, "the bundle's manifest cannot be read");
    }
}

Result<> check_toml(std::string_view text) {
    if (text.size() > toml_bytes_max) return fail(Fault::Invalid, "too large for a TOML file");
    try {
        (void)toml::parse(text);
        return Done{};
    } catch (const toml::parse_error& error) {
        return fail(Fault::Invalid,
                    "line " + std::to_string(error.source().begin.line) + ": " + std::string(error.description()));
    } catch (const std::exception&) {
        return fail(Fault::Invalid, "not TOML");
    }
}

Result<std::int64_t> content_version(std::string_view toml_text) {
    try {
        const auto table = toml::parse(toml_text);
        if (const auto version = table["version"].value<std::int64_t>(); version && *version >= 1) return *version;
    } catch (const std::exception&) {
        return fail(Fault::Invalid, "content.toml cannot be read");
    }
    return fail(Fault::Invalid, "content.toml must say `version = N`, N being 1 or more");
}

}  // namespace aaben::content
