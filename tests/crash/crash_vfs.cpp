// The thin part: SQLite's calls, handed to the CrashDisk.
#include <sqlite3.h>

#include <cstring>
#include <new>

#include "crash_disk.hpp"

namespace aaben::testing {
namespace {

constexpr int shared_locks = SQLITE_SHM_NLOCK;

struct OpenFile {
    sqlite3_file base;
    std::string name;
    std::shared_ptr<DiskFile> file;
    bool wal = false;
    bool beside = false;
    bool delete_on_close = false;
    bool index_mapped = false;
};

OpenFile& of(sqlite3_file* f) {
    return *reinterpret_cast<OpenFile*>(f);
}

int close(sqlite3_file* f) {
    OpenFile& o = of(f);
    if (o.delete_on_close) CrashDisk::get().remove(o.name, true);
    o.name.~basic_string();
    o.file.~shared_ptr();
    return SQLITE_OK;
}

int read(sqlite3_file* f, void* to, int amount, sqlite3_int64 offset) {
    if (CrashDisk::get().crashed()) return SQLITE_IOERR_READ;
    const std::string& content = of(f).file->seen;
    const auto from = static_cast<std::size_t>(offset);
    const auto want = static_cast<std::size_t>(amount);
    const std::size_t have = from >= content.size() ? 0 : std::min(want, content.size() - from);
    if (have > 0) std::memcpy(to, content.data() + from, have);
    if (have == want) return SQLITE_OK;
    std::memset(static_cast<char*>(to) + have, 0, want - have);
    return SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* f, const void* from, int amount, sqlite3_int64 offset) {
    return CrashDisk::get().write(*of(f).file, offset,
                                  std::string(static_cast<const char*>(from), static_cast<std::size_t>(amount)));
}

int truncate(sqlite3_file* f, sqlite3_int64 size) {
    return CrashDisk::get().truncate(*of(f).file, size);
}

int sync(sqlite3_file* f, int) {
    return CrashDisk::get().sync(*of(f).file, of(f).wal, of(f).beside);
}

int file_size(sqlite3_file* f, sqlite3_int64* size) {
    *size = static_cast<sqlite3_int64>(of(f).file->seen.size());
    return SQLITE_OK;
}

// One program, one connection a file: nothing to exclude.
int lock(sqlite3_file*, int) {
    return SQLITE_OK;
}
int check_lock(sqlite3_file*, int* out) {
    *out = 0;
    return SQLITE_OK;
}
int control(sqlite3_file*, int, void*) {
    return SQLITE_NOTFOUND;
}
int sector_size(sqlite3_file*) {
    return static_cast<int>(sector_bytes);
}
// As SQLite's own VFS for Linux claims: bytes beside a write survive it.
int characteristics(sqlite3_file*) {
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
    auto& shared = CrashDisk::get().shared(of(f).name);
    if (!of(f).index_mapped) ++shared.users;
    of(f).index_mapped = true;
    while (static_cast<int>(shared.pages.size()) <= page) {
        if (!extend) {
            *out = nullptr;
            return SQLITE_OK;
        }
        shared.pages.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    }
    *out = shared.pages[static_cast<std::size_t>(page)].get();
    return SQLITE_OK;
}
int shm_lock(sqlite3_file*, int offset, int n, int) {
    return offset + n <= shared_locks ? SQLITE_OK : SQLITE_MISUSE;
}
void shm_barrier(sqlite3_file*) {}
// The last connection takes the index with it, as closing the last descriptor does.
int shm_unmap(sqlite3_file* f, int) {
    if (!of(f).index_mapped) return SQLITE_OK;
    of(f).index_mapped = false;
    if (--CrashDisk::get().shared(of(f).name).users == 0) CrashDisk::get().drop_shared(of(f).name);
    return SQLITE_OK;
}

const sqlite3_io_methods methods{
    2,         close,      read,    write,       truncate,        sync,    file_size, lock,
    lock,      check_lock, control, sector_size, characteristics, shm_map, shm_lock,  shm_barrier,
    shm_unmap, nullptr,    nullptr};

int vfs_open(sqlite3_vfs*, const char* name, sqlite3_file* f, int flags, int* out_flags) {
    static int temporary = 0;
    f->pMethods = nullptr;
    const std::string path = name ? name : "temporary-" + std::to_string(++temporary);
    auto file = CrashDisk::get().open(path, (flags & SQLITE_OPEN_CREATE) != 0);
    if (!file) return CrashDisk::get().crashed() ? SQLITE_IOERR : SQLITE_CANTOPEN;
    auto* o = new (f) OpenFile{};
    o->name = path;
    o->file = std::move(file);
    o->wal = (flags & SQLITE_OPEN_WAL) != 0;
    o->beside = o->wal || (flags & SQLITE_OPEN_MAIN_JOURNAL) != 0;
    o->delete_on_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    o->base.pMethods = &methods;
    if (out_flags) *out_flags = flags;
    return SQLITE_OK;
}

int vfs_remove(sqlite3_vfs*, const char* name, int sync_folder) {
    return CrashDisk::get().remove(name, sync_folder != 0);
}

int vfs_access(sqlite3_vfs*, const char* name, int, int* out) {
    *out = CrashDisk::get().exists(name) ? 1 : 0;
    return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int size, char* out) {
    sqlite3_snprintf(size, out, "%s", name);
    return SQLITE_OK;
}

}  // namespace

CrashDisk& CrashDisk::get() {
    static CrashDisk disk;
    static const bool registered = [] {
        static sqlite3_vfs vfs{};
        const sqlite3_vfs* usual = sqlite3_vfs_find(nullptr);
        vfs = *usual;
        vfs.iVersion = 2;
        vfs.szOsFile = sizeof(OpenFile);
        vfs.zName = "crashvfs";
        vfs.pNext = nullptr;
        vfs.xOpen = vfs_open;
        vfs.xDelete = vfs_remove;
        vfs.xAccess = vfs_access;
        vfs.xFullPathname = full_path;
        return sqlite3_vfs_register(&vfs, 0) == SQLITE_OK;
    }();
    (void)registered;
    return disk;
}

}  // namespace aaben::testing
