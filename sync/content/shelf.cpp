#include "content/shelf.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <fstream>
#include <iterator>

#include "platform/durable.hpp"
#include "platform/fault_switch.hpp"

namespace aaben::content {
namespace {

namespace fs = std::filesystem;

Error disk_error(const std::string& doing) {
    return fail(disk_fault(errno), doing + "; the content in use is unchanged");
}

Result<> write_synced(const fs::path& file, std::string_view bytes) {
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0) return disk_error("a file of the bundle could not be made");
    bool ok = true;
    while (ok && !bytes.empty()) {
        const ssize_t n = ::write(fd, bytes.data(), bytes.size());
        ok = n > 0;
        if (ok) bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    ok = ok && (fault("bundle_file_unsynced") || ::fsync(fd) == 0);
    const Result<> result = ok ? Result<>(Done{}) : disk_error("a file of the bundle could not be written");
    ::close(fd);
    return result;
}

Result<> sync_tree(const fs::path& dir) {
    for (const auto& entry : fs::recursive_directory_iterator(dir))
        if (entry.is_directory())
            if (auto done = sync_folder(entry.path()); !done.ok()) return done;
    return sync_folder(dir);
}

// Whether what is unpacked in `dir` is this bundle, byte for byte.
bool stands_in(const fs::path& bundle, const fs::path& dir) {
    const auto same = check_bundle(bundle, [&](const ManifestFile& file, std::string_view bytes) -> Result<> {
        std::ifstream in(dir / file.path, std::ios::binary);
        const std::string there{std::istreambuf_iterator<char>(in), {}};
        if (in && there == bytes) return Done{};
        return fail(Fault::Refused, "another file stands there");
    });
    return same.ok();
}

std::string name_of(std::int64_t version) {
    return "v" + std::to_string(version);
}

}  // namespace

std::optional<Shelved> Shelf::pointed(const char* link) const {
    std::error_code error;
    const std::string name = fs::read_symlink(root_ / link, error).string();
    if (error || name.size() < 2 || name.front() != 'v') return std::nullopt;
    std::int64_t version = 0;
    const auto [end, fault] = std::from_chars(name.data() + 1, name.data() + name.size(), version);
    if (fault != std::errc{} || end != name.data() + name.size() || !fs::is_directory(root_ / name, error))
        return std::nullopt;
    return Shelved{version, root_ / name};
}

std::vector<Shelved> Shelf::candidates() const {
    std::vector<Shelved> out;
    if (auto now = current()) out.push_back(*now);
    if (auto before = previous(); before && (out.empty() || before->version != out.front().version))
        out.push_back(*before);
    return out;
}

Result<> Shelf::point(const char* link, const std::string& target) const {
    const fs::path fresh = root_ / (std::string(link) + ".new");
    std::error_code error;
    fs::remove(fresh, error);
    if (::symlink(target.c_str(), fresh.c_str()) != 0 || ::rename(fresh.c_str(), (root_ / link).c_str()) != 0)
        return disk_error("the content could not be switched");
    return sync_folder(root_);
}

void Shelf::tidy() const {
    const auto now = current();
    const auto before = previous();
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(root_, error)) {
        const std::string name = entry.path().filename().string();
        if (!entry.is_directory() || entry.is_symlink()) continue;
        const bool in_use = (now && entry.path() == now->dir) || (before && entry.path() == before->dir);
        if (!in_use && (name.starts_with("v") || name.starts_with("new-"))) fs::remove_all(entry.path(), error);
    }
}

Result<Shelved> Shelf::install(const fs::path& bundle, std::string_view minisig,
                               const std::vector<seal::MinisignPublic>& keys, const Probe& probe) {
    try {
        const auto manifest = verify_bundle(bundle, minisig, keys);
        if (!manifest.ok()) return manifest.error();
        const auto now = current();
        // Switched already: a cut came before the caller could write down that it was.
        if (now && manifest->version == now->version && stands_in(bundle, now->dir)) {
            if (auto kept = sync_folder(root_); !kept.ok()) return kept.error();
            return *now;
        }
        if (now && manifest->version <= now->version && !fault("older_bundle_taken"))
            return fail(Fault::Refused, "the bundle is version " + std::to_string(manifest->version) + ", in use is " +
                                            std::to_string(now->version) + "; only a higher one is taken");
        if (auto made = make_folder(root_); !made.ok()) return made.error();
        tidy();
        const std::string name = name_of(manifest->version);
        const fs::path fresh = root_ / ("new-" + name);
        Result<> state = Done{};
        const auto again = check_bundle(bundle, [&](const ManifestFile& file, std::string_view bytes) {
            return write_synced(fresh / file.path, bytes);
        });
        // The bundle is read twice; whoever swaps the file in between is caught by comparing what was read.
        if (!again.ok()) {
            state = again.error();
        } else if (!(*again == *manifest)) {
            state = fail(Fault::Forged, "the bundle changed while it was read");
        } else if (probe) {
            state = probe(fresh);
        }
        if (state.ok()) state = sync_tree(fresh);
        if (state.ok() && ::rename(fresh.c_str(), (root_ / name).c_str()) != 0)
            state = disk_error("the bundle could not be put in place");
        if (state.ok() && !fault("bundle_rename_unsynced")) state = sync_folder(root_);
        if (state.ok() && now) state = point("previous", name_of(now->version));
        if (state.ok()) state = point("current", name);
        tidy();
        if (!state.ok()) return state.error();
        return Shelved{manifest->version, root_ / name};
    } catch (const std::exception&) {
        return disk_error("the bundle could not be unpacked");
    }
}

}  // namespace aaben::content
