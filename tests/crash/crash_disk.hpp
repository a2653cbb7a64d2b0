// A disk that lies as real ones do: what was written but not synced may be lost, torn by sectors, kept out of order, or
// turn into noise when the power goes. Registered as the SQLite VFS "crashvfs"; files live in memory. One thread.
// Always: what was synced survives every crash; after a crash every call fails until `reboot`.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace aaben::testing {

inline constexpr std::int64_t sector_bytes = 512;

// What the power cut did to the writes that were not synced.
enum class Cut { LosesAll, KeepsAll, LosesSome, TearsSome, TearsToNoise };

struct UnsyncedWrite {
    std::int64_t offset = 0;
    std::string bytes;
    bool truncate = false;  // the file was cut to `offset`
};

struct DiskFile {
    std::string durable;  // what is certainly on the disk
    std::string seen;     // what the running program sees
    std::vector<UnsyncedWrite> unsynced;
    bool entry_durable = false;  // whether the folder knows the file for certain
    bool deleted = false;        // deleted, and the folder is not synced yet
};

// The file as it may be found after the cut: what was durable, and of the unsynced writes what `cut` leaves.
void survive(DiskFile& file, Cut cut, std::mt19937_64& random);

class CrashDisk {
  public:
    static CrashDisk& get();  // registers the VFS at the first call

    void clear();  // an empty, healthy disk
    // The running program's view becomes what is on the disk, as after an orderly shutdown.
    [[nodiscard]] std::map<std::string, DiskFile> image() const;
    void restore(const std::map<std::string, DiskFile>& image);

    void crash_at(std::int64_t operation) { crash_at_ = operation, operations_ = 0, crashed_ = false; }
    void fail_once_at(std::int64_t operation, int code) { fail_at_ = operation, fail_code_ = code, operations_ = 0; }
    void fail_writes(int code) { failing_writes_ = code; }      // SQLITE_FULL, SQLITE_READONLY; 0: healthy
    void drop_wal_syncs(bool drop) { drop_wal_syncs_ = drop; }  // a disk (or a NORMAL) that promises too much
    void never_crash() { crash_at_ = -1, fail_at_ = -1, failing_writes_ = 0, crashed_ = false; }
    [[nodiscard]] bool crashed() const { return crashed_; }
    [[nodiscard]] std::int64_t operations() const { return operations_; }
    void reboot(Cut cut, std::uint64_t seed);  // decides what survived

    // Called by the VFS. Each returns an SQLite code.
    int enter();  // counts one operation; SQLITE_OK, or the fault of this moment
    int write(DiskFile& file, std::int64_t offset, std::string bytes);
    int truncate(DiskFile& file, std::int64_t size);
    int sync(DiskFile& file, bool wal, bool beside);  // beside: a journal or WAL, not the database itself
    int remove(const std::string& name, bool sync_folder);
    std::shared_ptr<DiskFile> open(const std::string& name, bool create);
    [[nodiscard]] bool exists(const std::string& name) const;
    struct Shared {  // the WAL's index: memory that every connection of the running program sees
        std::vector<std::unique_ptr<char[]>> pages;
        int users = 0;
    };
    Shared& shared(const std::string& name) { return shared_[name]; }
    void drop_shared(const std::string& name) { shared_.erase(name); }

  private:
    CrashDisk() = default;
    std::map<std::string, std::shared_ptr<DiskFile>> files_;
    std::map<std::string, Shared> shared_;
    std::int64_t operations_ = 0;
    std::int64_t crash_at_ = -1;
    std::int64_t fail_at_ = -1;
    int fail_code_ = 0;
    int failing_writes_ = 0;
    bool crashed_ = false;
    bool drop_wal_syncs_ = false;
};

}  // namespace aaben::testing
