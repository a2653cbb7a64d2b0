#include "platform/private_files.hpp"

#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include "platform/durable.hpp"

namespace aaben {
namespace {

namespace fs = std::filesystem;
constexpr mode_t of_others = 0077;

// Only what these programs made themselves: a data folder that was named by mistake keeps its other files as they were.
constexpr std::array<std::string_view, 8> own_names{"journal", "mail",    "visit-keys", "bell-",
                                                    "keys",    "content", "incoming",   "enrol-request"};

bool is_own(const fs::path& file) {
    const std::string name = file.filename().string();
    for (const std::string_view own : own_names)
        if (name.starts_with(own)) return true;
    return false;
}

Result<> take_rights(const fs::path& path) {
    struct stat info{};
    if (::lstat(path.c_str(), &info) != 0 || S_ISLNK(info.st_mode)) return Done{};  // gone meanwhile, or elsewhere's
    if ((info.st_mode & of_others) == 0) return Done{};
    if (::chmod(path.c_str(), info.st_mode & 07700) == 0) return Done{};
    return fail(Fault::Refused, "others may open " + path.string() +
                                    ", and this program may not change that. Give it to the user who runs this "
                                    "program, and take the rights of all others (chmod go-rwx).");
}

Result<> take_rights_below(const fs::path& folder) {
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (const auto taken = take_rights(at->path()); !taken) return taken;
    return Done{};
}

fs::path memory_base() {
    if (const char* given = std::getenv("AABEN_RUN"); given != nullptr && *given != '\0') return given;
    return "/dev/shm/aaben-doer-" + std::to_string(::geteuid());
}

// One folder's name for a whole path: '/' and '%' are written as in a URL.
std::string name_of(const fs::path& data) {
    std::error_code ignored;
    fs::path whole = fs::weakly_canonical(fs::absolute(data), ignored);
    std::string out;
    for (const char c : (whole / "").string()) {
        if (c == '/')
            out += "%2F";
        else if (c == '%')
            out += "%25";
        else
            out += c;
    }
    return out;
}

Result<> check_ours_in_memory(const fs::path& folder) {
    const auto refused = [&](const std::string& why) {
        return Result<>(fail(Fault::Refused, folder.string() + " cannot hold what a pulled plug shall clear: " + why));
    };
    struct stat info{};
    if (::lstat(folder.c_str(), &info) != 0) return refused(std::strerror(errno));
    if (!S_ISDIR(info.st_mode)) return refused("it is no folder");
    if (info.st_uid != ::geteuid()) return refused("it belongs to another user");
    if ((info.st_mode & of_others) != 0) return refused("others have rights to it (chmod go-rwx)");
    struct statfs where{};
    if (::statfs(folder.c_str(), &where) != 0) return refused(std::strerror(errno));
    if (where.f_type != TMPFS_MAGIC && where.f_type != RAMFS_MAGIC)
        return refused("it is not in memory. Set AABEN_RUN to a folder on a tmpfs.");
    return Done{};
}

}  // namespace

void keep_new_files_private() {
    ::umask(of_others);
}

Result<> keep_folder_private(const fs::path& folder) {
    if (const auto made = make_folder(folder); !made) return made;
    if (const auto taken = take_rights(folder); !taken) return taken;
    std::error_code error;
    for (const fs::directory_entry& each : fs::directory_iterator(folder, error)) {
        if (!is_own(each.path())) continue;
        if (const auto taken = take_rights(each.path()); !taken) return taken;
        if (each.is_directory(error))
            if (const auto taken = take_rights_below(each.path()); !taken) return taken;
    }
    return Done{};
}

Result<fs::path> memory_folder(const fs::path& data) {
    const fs::path base = memory_base();
    ::mkdir(base.c_str(), 0700);
    if (const auto ours = check_ours_in_memory(base); !ours) return ours.error();
    const fs::path folder = base / name_of(data);
    if (folder.filename().string().size() > NAME_MAX)
        return fail(Fault::Invalid, "the path of the data folder is too long");
    ::mkdir(folder.c_str(), 0700);
    if (const auto ours = check_ours_in_memory(folder); !ours) return ours.error();
    return folder;
}

void clear_memory_below(const fs::path& data) {
    const std::string name = name_of(data);
    std::error_code error;
    for (const fs::directory_entry& each : fs::directory_iterator(memory_base(), error))
        if (each.path().filename().string().starts_with(name)) {
            std::error_code ignored;
            fs::remove_all(each.path(), ignored);
        }
}

}  // namespace aaben
