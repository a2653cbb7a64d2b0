#include "watched_folder.hpp"

#include "support/files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <functional>

namespace aaben::testing {
namespace {

namespace fs = std::filesystem;
using What = FolderChange::What;

constexpr std::int64_t root_number = 1;
constexpr std::size_t all_subsets_up_to = 7;  // names pending: 128 states, twice

WatchedFolder* watched = nullptr;

using tests::slurp;

}  // namespace

Tree tree_of(const fs::path& folder) {
    Tree out;
    for (const auto& each : fs::recursive_directory_iterator(folder)) {
        const std::string name = each.path().lexically_relative(folder).string();
        if (name.ends_with("-shm")) continue;
        if (each.is_symlink())
            out[name] = {Node::Kind::Link, fs::read_symlink(each.path()).string()};
        else if (each.is_directory())
            out[name] = {Node::Kind::Folder, {}};
        else
            out[name] = {Node::Kind::File, slurp(each.path())};
    }
    return out;
}

void make_tree(const Tree& tree, const fs::path& folder) {
    fs::remove_all(folder);
    fs::create_directories(folder);
    for (const auto& [name, node] : tree) {  // in order of path, so a folder comes before what is in it
        if (node.kind == Node::Kind::Folder)
            fs::create_directory(folder / name);
        else if (node.kind == Node::Kind::Link)
            fs::create_symlink(node.bytes, folder / name);
        else
            std::ofstream(folder / name, std::ios::binary) << node.bytes;
    }
}

WatchedFolder::WatchedFolder(const fs::path& root) : root_(root) {
    take_in(root, next_++);
    watched = this;
}

void WatchedFolder::stop() {
    if (watched == this) watched = nullptr;
}

WatchedFolder* WatchedFolder::now() {
    return watched;
}

void WatchedFolder::take_in(const fs::path& path, std::int64_t number) {
    struct stat info{};
    if (::lstat(path.c_str(), &info) != 0) return;
    numbers_[{info.st_dev, info.st_ino}] = number;
    if (S_ISLNK(info.st_mode)) {
        start_.links[number] = fs::read_symlink(path).string();
    } else if (S_ISDIR(info.st_mode)) {
        Names names;
        for (const auto& each : fs::directory_iterator(path)) {
            const std::int64_t next = next_++;
            names[each.path().filename().string()] = next;
            take_in(each.path(), next);
        }
        start_.folders[number] = std::move(names);
    } else {
        const std::string bytes = slurp(path);
        start_.files[number] = DiskFile{bytes, bytes, {}, true, false};
    }
}

std::int64_t WatchedFolder::known(const std::string& path) const {
    struct stat info{};
    if (::lstat(path.c_str(), &info) != 0) return 0;
    const auto it = numbers_.find({info.st_dev, info.st_ino});
    return it == numbers_.end() ? 0 : it->second;
}

std::int64_t WatchedFolder::known(int fd) const {
    struct stat info{};
    if (::fstat(fd, &info) != 0) return 0;
    const auto it = numbers_.find({info.st_dev, info.st_ino});
    return it == numbers_.end() ? 0 : it->second;
}

void WatchedFolder::made(const std::string& path, Node::Kind kind, std::string target) {
    const fs::path p(path);
    const std::int64_t folder = known(p.has_parent_path() ? p.parent_path().string() + "/." : ".");
    struct stat info{};
    if (folder == 0 || ::lstat(path.c_str(), &info) != 0) return;
    const std::int64_t number = numbers_[{info.st_dev, info.st_ino}] = next_++;
    FolderChange change{What::Make, number, folder, 0, p.filename().string(), {}, kind, 0, std::move(target)};
    note(std::move(change));
}

void WatchedFolder::apply(const FolderChange& change, std::map<std::int64_t, Names>& folders) {
    if (change.what == What::Make || change.what == What::Link) folders[change.folder][change.name] = change.node;
    if (change.what == What::Remove) folders[change.folder].erase(change.name);
    if (change.what == What::Rename) {
        folders[change.folder].erase(change.name);
        folders[change.to][change.new_name] = change.node;
    }
}

WatchedFolder::State WatchedFolder::state_after(std::size_t count) const {
    State state = start_;
    for (std::size_t i = 0; i < count; ++i) {
        const FolderChange& change = changes_[i];
        const UnsyncedWrite write{change.offset, change.bytes, change.what == What::Truncate};
        switch (change.what) {
            case What::Make:
                if (change.kind == Node::Kind::File) state.files[change.node] = {};
                if (change.kind == Node::Kind::Folder) state.folders[change.node] = {};
                if (change.kind == Node::Kind::Link) state.links[change.node] = change.bytes;
                [[fallthrough]];
            case What::Link:
            case What::Rename:
            case What::Remove:
                state.pending.push_back(change);
                break;
            case What::Write:
            case What::Truncate:
                state.files[change.node].unsynced.push_back(write);
                break;
            case What::SyncFile: {
                std::mt19937_64 unused;
                survive(state.files[change.node], Cut::KeepsAll, unused);
                break;
            }
            case What::SyncFolder:
                std::erase_if(state.pending, [&](const FolderChange& each) {
                    const bool here = each.folder == change.node || each.to == change.node;
                    if (here) apply(each, state.folders);
                    return here;
                });
                break;
        }
    }
    return state;
}

Tree WatchedFolder::tree_with(const State& state, std::uint64_t kept_names, Cut cut, std::uint64_t seed) {
    std::map<std::int64_t, Names> folders = state.folders;
    for (std::size_t i = 0; i < state.pending.size(); ++i)
        if (i >= 64 || (kept_names >> i & 1) != 0) apply(state.pending[i], folders);
    std::mt19937_64 random(seed);
    Tree out;
    const std::function<void(std::int64_t, const std::string&, int)> walk = [&](std::int64_t folder,
                                                                                const std::string& path, int depth) {
        if (depth > 20) return;
        for (const auto& [name, number] : folders[folder]) {
            const std::string here = (fs::path(path) / name).string();
            if (name.ends_with("-shm")) continue;
            if (state.folders.contains(number)) {
                out[here] = {Node::Kind::Folder, {}};
                walk(number, here, depth + 1);
            } else if (const auto link = state.links.find(number); link != state.links.end()) {
                out[here] = {Node::Kind::Link, link->second};
            } else {
                DiskFile file = state.files.at(number);
                survive(file, cut, random);
                out[here] = {Node::Kind::File, file.durable};
            }
        }
    };
    walk(root_number, "", 0);
    return out;
}

std::string WatchedFolder::missed() const {
    const Tree record = tree_with(state_after(changes_.size()), ~std::uint64_t{0}, Cut::KeepsAll, 0);
    const Tree real = tree_of(root_);
    for (const auto& [name, node] : real) {
        const auto it = record.find(name);
        if (it == record.end()) return name + " is there and was not seen being made";
        if (!(it->second == node)) return name + " is other than what was seen being written";
    }
    for (const auto& [name, node] : record)
        if (!real.contains(name)) return name + " went away unseen";
    return {};
}

std::vector<Tree> WatchedFolder::after_cut(std::size_t count, int draws) const {
    const State state = state_after(count);
    std::vector<Tree> out;
    const auto add = [&](std::uint64_t kept, Cut cut, std::uint64_t seed) {
        Tree tree = tree_with(state, kept, cut, seed);
        if (std::find(out.begin(), out.end(), tree) == out.end()) out.push_back(std::move(tree));
    };
    const std::uint64_t all = ~std::uint64_t{0};
    const std::size_t pending = state.pending.size();
    for (const Cut cut : {Cut::LosesAll, Cut::KeepsAll}) {
        add(0, cut, 0), add(all, cut, 0);
        if (pending <= all_subsets_up_to) {
            for (std::uint64_t kept = 0; kept < std::uint64_t{1} << pending; ++kept) add(kept, cut, 0);
        } else {
            for (std::size_t i = 0; i < pending && i < 64; ++i) {
                add(std::uint64_t{1} << i, cut, 0);        // one alone
                add(all ^ std::uint64_t{1} << i, cut, 0);  // all but one
                add((std::uint64_t{1} << i) - 1, cut, 0);  // in order, as a file system with its own journal
            }
        }
    }
    std::mt19937_64 random(count);
    for (int i = 0; i < draws; ++i)
        for (const Cut cut : {Cut::LosesSome, Cut::TearsSome, Cut::TearsToNoise})
            add(i % 3 == 0 ? all : random(), cut, random());
    return out;
}

std::vector<std::string> cut_everywhere(const char* name, const WatchedFolder& watched, const fs::path& folder,
                                        int draws, const std::function<std::string(bool finished)>& judge) {
    std::size_t states = 0;
    std::vector<std::string> faults;
    for (std::size_t at = 0; at <= watched.changes(); ++at)
        for (const Tree& tree : watched.after_cut(at, draws)) {
            ++states;
            make_tree(tree, folder);
            if (const std::string fault = judge(at == watched.changes()); !fault.empty())
                faults.push_back("cut after change " + std::to_string(at) + ": " + fault);
        }
    std::printf("%s: %zu changes, %zu states, %zu faults\n", name, watched.changes(), states, faults.size());
    return faults;
}

}  // namespace aaben::testing
