// A folder on the real disk of which every change is written down, so that each state a power cut may leave of it can
// be made. The program's own calls (and those of SQLite and the standard library) are seen, because this test program
// defines open, write, fsync, rename … itself (watched_calls.cpp). One folder at a time, one thread. What POSIX
// promises and no more: bytes are certain after fsync of the file, names after fsync of the folder; until then each
// write and each change of a name may be there or not, in any order; a rename is whole or absent.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "crash_disk.hpp"

namespace aaben::testing {

struct Node {
    enum class Kind { File, Folder, Link };
    Kind kind = Kind::File;
    std::string bytes;  // of a file; of a link its target
    friend bool operator==(const Node&, const Node&) = default;
};
using Tree = std::map<std::string, Node>;  // by path from the folder; SQLite's -shm files are left out, as after a boot

[[nodiscard]] Tree tree_of(const std::filesystem::path& folder);
void make_tree(const Tree& tree, const std::filesystem::path& folder);  // in place of what is there

class WatchedFolder;

// Cuts after every change, makes each state in `folder` and judges it; prints the counts under `name`. Returns what was
// found wrong. `finished`: nothing was left to be done when the cut came.
[[nodiscard]] std::vector<std::string> cut_everywhere(const char* name, const WatchedFolder& watched,
                                                      const std::filesystem::path& folder, int draws,
                                                      const std::function<std::string(bool finished)>& judge);

struct FolderChange {
    enum class What { Make, Link, Write, Truncate, SyncFile, SyncFolder, Rename, Remove };
    What what{};
    std::int64_t node = 0;            // that is made, written, synced
    std::int64_t folder = 0, to = 0;  // that holds `name`; that will hold `new_name`
    std::string name, new_name;
    Node::Kind kind{};
    std::int64_t offset = 0;
    std::string bytes;
};

class WatchedFolder {
  public:
    explicit WatchedFolder(const std::filesystem::path& root);  // what is there now is certain
    ~WatchedFolder() { stop(); }
    WatchedFolder(const WatchedFolder&) = delete;
    WatchedFolder& operator=(const WatchedFolder&) = delete;
    void stop();  // what happens from now on is not written down

    [[nodiscard]] std::size_t changes() const { return changes_.size(); }
    // The record must give the folder as it is; else a call was missed and the proof is worth nothing. Empty: it does.
    [[nodiscard]] std::string missed() const;
    // Different states that a cut after the first `count` changes may leave: nothing, all, every subset of the names
    // when few are pending, and `draws` draws for each way of tearing.
    [[nodiscard]] std::vector<Tree> after_cut(std::size_t count, int draws = 24) const;

    // Called by watched_calls.cpp after a call that worked.
    static WatchedFolder* now();
    [[nodiscard]] std::int64_t known(const std::string& path) const;  // 0: not of this folder
    [[nodiscard]] std::int64_t known(int fd) const;
    void made(const std::string& path, Node::Kind kind, std::string target = {});
    void note(FolderChange change) { changes_.push_back(std::move(change)); }

  private:
    using Names = std::map<std::string, std::int64_t>;
    struct State {
        std::map<std::int64_t, DiskFile> files;
        std::map<std::int64_t, Names> folders;  // what is certain of them
        std::map<std::int64_t, std::string> links;
        std::vector<FolderChange> pending;  // names that are not certain, in order
    };
    static void apply(const FolderChange& change, std::map<std::int64_t, Names>& folders);
    void take_in(const std::filesystem::path& path, std::int64_t number);
    [[nodiscard]] State state_after(std::size_t count) const;
    [[nodiscard]] static Tree tree_with(const State& state, std::uint64_t kept_names, Cut cut, std::uint64_t seed);

    std::filesystem::path root_;
    State start_;
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::int64_t> numbers_;  // by device and inode
    std::int64_t next_ = 1;
    std::vector<FolderChange> changes_;
};

}  // namespace aaben::testing
