// The calls that change a folder, as this test program's own: each is passed on to the C library and, when it worked
// and the folder is watched, written down. The linker takes them before the C library's, for SQLite and the standard
// library too. A call that is missing here shows as a difference between record and folder.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdio>
#include <string>

#include "watched_folder.hpp"

namespace {

using aaben::testing::FolderChange;
using aaben::testing::Node;
using aaben::testing::WatchedFolder;
using What = FolderChange::What;

template <class Call>
Call next(const char* name) {
    return reinterpret_cast<Call>(::dlsym(RTLD_NEXT, name));
}

std::string absolute(int folder_fd, const char* path) {
    if (folder_fd == AT_FDCWD || path[0] == '/') return path;
    return "/proc/self/fd/" + std::to_string(folder_fd) + "/" + path;
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "." : path.substr(0, slash) + "/.";
}
std::string name_of(const std::string& path) {
    return path.substr(path.rfind('/') + 1);
}

bool there(const std::string& path) {
    struct stat info{};
    return ::lstat(path.c_str(), &info) == 0;
}

void opened(const std::string& path, int flags, bool was_there, int fd) {
    WatchedFolder* folder = WatchedFolder::now();
    if (!folder || fd < 0) return;
    if ((flags & O_CREAT) != 0 && !was_there) return folder->made(path, Node::Kind::File);
    if ((flags & O_TRUNC) != 0)
        if (const auto node = folder->known(fd); node != 0)
            folder->note({What::Truncate, node, 0, 0, {}, {}, {}, 0, {}});
}

void wrote(int fd, const void* bytes, ssize_t size, std::int64_t offset) {
    WatchedFolder* folder = WatchedFolder::now();
    if (!folder || size <= 0) return;
    if (const auto node = folder->known(fd); node != 0)
        folder->note({What::Write,
                      node,
                      0,
                      0,
                      {},
                      {},
                      {},
                      offset,
                      std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size))});
}

void synced(int fd) {
    WatchedFolder* folder = WatchedFolder::now();
    const auto node = folder ? folder->known(fd) : 0;
    struct stat info{};
    if (node == 0 || ::fstat(fd, &info) != 0) return;
    folder->note({S_ISDIR(info.st_mode) ? What::SyncFolder : What::SyncFile, node, 0, 0, {}, {}, {}, 0, {}});
}

void cut_to(int fd, std::int64_t size) {
    WatchedFolder* folder = WatchedFolder::now();
    if (const auto node = folder ? folder->known(fd) : 0; node != 0)
        folder->note({What::Truncate, node, 0, 0, {}, {}, {}, size, {}});
}

void removed(const std::string& path) {
    WatchedFolder* folder = WatchedFolder::now();
    if (const auto holder = folder ? folder->known(folder_of(path)) : 0; holder != 0)
        folder->note({What::Remove, 0, holder, 0, name_of(path), {}, {}, 0, {}});
}

mode_t mode_of(int flags, va_list& more) {
    return (flags & O_CREAT) != 0 ? static_cast<mode_t>(va_arg(more, int)) : 0;
}

int open_next(const char* call, const char* path, int flags, mode_t mode) {
    const bool was_there = there(path);
    const int fd = next<int (*)(const char*, int, ...)>(call)(path, flags, mode);
    opened(path, flags, was_there, fd);
    return fd;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const mode_t mode = mode_of(flags, more);
    va_end(more);
    return open_next("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const mode_t mode = mode_of(flags, more);
    va_end(more);
    return open_next("open64", path, flags, mode);
}

int openat(int folder, const char* path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    const mode_t mode = mode_of(flags, more);
    va_end(more);
    const std::string full = absolute(folder, path);
    const bool was_there = there(full);
    const int fd = next<int (*)(int, const char*, int, ...)>("openat")(folder, path, flags, mode);
    opened(full, flags, was_there, fd);
    return fd;
}

ssize_t write(int fd, const void* bytes, size_t size) {
    const ssize_t n = next<ssize_t (*)(int, const void*, size_t)>("write")(fd, bytes, size);
    if (WatchedFolder::now() && n > 0) wrote(fd, bytes, n, ::lseek(fd, 0, SEEK_CUR) - n);
    return n;
}

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t offset) {
    const ssize_t n = next<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite")(fd, bytes, size, offset);
    wrote(fd, bytes, n, offset);
    return n;
}

ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t offset) {
    const ssize_t n = next<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64")(fd, bytes, size, offset);
    wrote(fd, bytes, n, offset);
    return n;
}

int fsync(int fd) {
    const int code = next<int (*)(int)>("fsync")(fd);
    if (code == 0) synced(fd);
    return code;
}

int fdatasync(int fd) {
    const int code = next<int (*)(int)>("fdatasync")(fd);
    if (code == 0) synced(fd);
    return code;
}

int ftruncate(int fd, off_t size) noexcept {
    const int code = next<int (*)(int, off_t)>("ftruncate")(fd, size);
    if (code == 0) cut_to(fd, size);
    return code;
}

int ftruncate64(int fd, off64_t size) noexcept {
    const int code = next<int (*)(int, off64_t)>("ftruncate64")(fd, size);
    if (code == 0) cut_to(fd, size);
    return code;
}

int rename(const char* from, const char* to) noexcept {
    WatchedFolder* folder = WatchedFolder::now();
    const std::int64_t node = folder ? folder->known(from) : 0;
    const int code = next<int (*)(const char*, const char*)>("rename")(from, to);
    if (node != 0 && code == 0)
        folder->note({What::Rename,
                      node,
                      folder->known(folder_of(from)),
                      folder->known(folder_of(to)),
                      name_of(from),
                      name_of(to),
                      {},
                      0,
                      {}});
    return code;
}

int link(const char* from, const char* to) noexcept {
    const int code = next<int (*)(const char*, const char*)>("link")(from, to);
    WatchedFolder* folder = WatchedFolder::now();
    if (const auto node = folder && code == 0 ? folder->known(from) : 0; node != 0)
        folder->note({What::Link, node, folder->known(folder_of(to)), 0, name_of(to), {}, {}, 0, {}});
    return code;
}

int unlink(const char* path) noexcept {
    const int code = next<int (*)(const char*)>("unlink")(path);
    if (code == 0) removed(path);
    return code;
}

int unlinkat(int folder, const char* path, int flags) noexcept {
    const int code = next<int (*)(int, const char*, int)>("unlinkat")(folder, path, flags);
    if (code == 0) removed(absolute(folder, path));
    return code;
}

int remove(const char* path) noexcept {
    const int code = next<int (*)(const char*)>("remove")(path);
    if (code == 0) removed(path);
    return code;
}

int rmdir(const char* path) noexcept {
    const int code = next<int (*)(const char*)>("rmdir")(path);
    if (code == 0) removed(path);
    return code;
}

int mkdir(const char* path, mode_t mode) noexcept {
    const int code = next<int (*)(const char*, mode_t)>("mkdir")(path, mode);
    if (code == 0 && WatchedFolder::now()) WatchedFolder::now()->made(path, Node::Kind::Folder);
    return code;
}

int symlink(const char* target, const char* path) noexcept {
    const int code = next<int (*)(const char*, const char*)>("symlink")(target, path);
    if (code == 0 && WatchedFolder::now()) WatchedFolder::now()->made(path, Node::Kind::Link, target);
    return code;
}

}  // extern "C"
