#include "crash_disk.hpp"

#include <algorithm>

#include <sqlite3.h>

namespace aaben::testing {
namespace {

void put(std::string& content, const UnsyncedWrite& w) {
    if (w.truncate) return content.resize(static_cast<std::size_t>(w.offset));
    const auto end = static_cast<std::size_t>(w.offset) + w.bytes.size();
    if (content.size() < end) content.resize(end);
    content.replace(static_cast<std::size_t>(w.offset), w.bytes.size(), w.bytes);
}

}  // namespace

void CrashDisk::clear() {
    files_.clear();
    shared_.clear();
    never_crash();
    operations_ = 0;
    drop_wal_syncs_ = false;
}

std::map<std::string, DiskFile> CrashDisk::image() const {
    std::map<std::string, DiskFile> out;
    for (const auto& [name, file] : files_) {
        if (file->deleted) continue;
        out[name] = DiskFile{file->seen, file->seen, {}, true, false};
    }
    return out;
}

void CrashDisk::restore(const std::map<std::string, DiskFile>& image) {
    files_.clear();
    shared_.clear();
    for (const auto& [name, file] : image) files_[name] = std::make_shared<DiskFile>(file);
    never_crash();
}

int CrashDisk::enter() {
    if (crashed_) return SQLITE_IOERR;
    const std::int64_t now = operations_++;
    if (now == crash_at_) {
        crashed_ = true;
        return SQLITE_IOERR;
    }
    if (now == fail_at_) return fail_code_;
    return SQLITE_OK;
}

int CrashDisk::write(DiskFile& file, std::int64_t offset, std::string bytes) {
    const bool was_alive = !crashed_;
    const int code = enter();
    // The write that is under way when the power goes is one of the unsynced ones.
    if (code != SQLITE_OK && !(was_alive && crashed_)) return code;
    if (code == SQLITE_OK && failing_writes_ != 0) return failing_writes_;
    UnsyncedWrite w{offset, std::move(bytes), false};
    put(file.seen, w);
    file.unsynced.push_back(std::move(w));
    return code;
}

int CrashDisk::truncate(DiskFile& file, std::int64_t size) {
    if (const int code = enter(); code != SQLITE_OK) return code;
    const UnsyncedWrite w{size, {}, true};
    put(file.seen, w);
    file.unsynced.push_back(w);
    return SQLITE_OK;
}

int CrashDisk::sync(DiskFile& file, bool wal, bool beside) {
    if (const int code = enter(); code != SQLITE_OK) {
        // As Linux does since for ever: after a failed fsync the kernel counts the pages as clean, and they are lost.
        if (!crashed_) file.unsynced.clear();
        return code;
    }
    if (wal && drop_wal_syncs_) return SQLITE_OK;
    for (const UnsyncedWrite& w : file.unsynced) put(file.durable, w);
    file.unsynced.clear();
    // SQLite syncs the folder with the first sync of a new journal or WAL (os_unix.c, UNIXFILE_DIRSYNC), and that makes
    // earlier deletions in it certain too.
    if (!file.entry_durable && beside) std::erase_if(files_, [](const auto& each) { return each.second->deleted; });
    file.entry_durable = true;
    return SQLITE_OK;
}

int CrashDisk::remove(const std::string& name, bool sync_folder) {
    const auto it = files_.find(name);
    if (it == files_.end() || it->second->deleted) return SQLITE_IOERR_DELETE_NOENT;
    if (const int code = enter(); code != SQLITE_OK) return code;
    if (sync_folder)
        files_.erase(it);
    else
        it->second->deleted = true;
    return SQLITE_OK;
}

std::shared_ptr<DiskFile> CrashDisk::open(const std::string& name, bool create) {
    const auto it = files_.find(name);
    if (it != files_.end() && !it->second->deleted) return it->second;
    if (!create || enter() != SQLITE_OK) return nullptr;
    auto fresh = std::make_shared<DiskFile>();
    files_[name] = fresh;
    return fresh;
}

bool CrashDisk::exists(const std::string& name) const {
    const auto it = files_.find(name);
    return it != files_.end() && !it->second->deleted;
}

void survive(DiskFile& file, Cut cut, std::mt19937_64& random) {
    std::string content = file.durable;
    for (const UnsyncedWrite& w : file.unsynced) {
        const bool kept = cut == Cut::KeepsAll || (cut != Cut::LosesAll && random() % 2 == 0);
        if (w.truncate) {
            if (kept) put(content, w);
            continue;
        }
        const bool tears = (cut == Cut::TearsSome || cut == Cut::TearsToNoise) && random() % 2 == 0;
        if (!tears) {
            if (kept) put(content, w);
            continue;
        }
        // Sector by sector: some arrived, some did not, some hold noise where this write was to go.
        std::int64_t at = w.offset;
        const std::int64_t end = w.offset + static_cast<std::int64_t>(w.bytes.size());
        while (at < end) {
            const std::int64_t next = std::min(end, (at / sector_bytes + 1) * sector_bytes);
            UnsyncedWrite piece{
                at, w.bytes.substr(static_cast<std::size_t>(at - w.offset), static_cast<std::size_t>(next - at)),
                false};
            const auto fate = random() % 3;
            if (fate == 2 && cut == Cut::TearsToNoise)
                for (char& c : piece.bytes) c = static_cast<char>(random());
            if (fate != 0) put(content, piece);
            at = next;
        }
    }
    file.durable = content;
    file.seen = std::move(content);
    file.unsynced.clear();
}

void CrashDisk::reboot(Cut cut, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    for (auto it = files_.begin(); it != files_.end();) {
        DiskFile& file = *it->second;
        const bool coin = cut == Cut::KeepsAll || (cut != Cut::LosesAll && random() % 2 == 0);
        const bool gone = (!file.entry_durable && !coin) || (file.deleted && coin);
        if (gone) {
            it = files_.erase(it);
            continue;
        }
        file.deleted = false;
        file.entry_durable = true;
        survive(file, cut, random);
        ++it;
    }
    shared_.clear();
    never_crash();
}

}  // namespace aaben::testing
