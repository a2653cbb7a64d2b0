// The style of the house as a test: what review would say every time, said by a machine.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "sources.hpp"
#include "support/paths.hpp"

namespace {

namespace fs = std::filesystem;
using aaben::tests::Source;
using aaben::tests::sources;
const fs::path root = aaben::tests::source_dir();

std::string included(const std::string& line) {
    const std::size_t at = line.find("#include ");
    if (at != 0) return {};
    const std::size_t from = line.find_first_of("\"<"), to = line.find_last_of("\">");
    return from == std::string::npos || to <= from ? "" : line.substr(from + 1, to - from - 1);
}

// Where an outside header may be included. Each library has one room, so that it can be replaced there.
const std::map<std::string, std::vector<std::string>> homes{
    {"sqlite3.h", {"sync/sqlite/", "tests/"}},
    {"sodium.h", {"sync/seal/"}},
    {"seccomp.h", {"platform/confinement/"}},
    {"linux/landlock.h", {"platform/confinement/"}},
    {"curl/", {"sync/http/", "tests/"}},
    {"imgui", {"kiosk/widgets/"}},
    {"SDL", {"kiosk/glass/", "kiosk/voice/program/", "tests/"}},
    {"qrencode.h", {"kiosk/widgets/", "tests/"}},
    {"wayland-client.h", {"kiosk/glass/"}},
    {"espeak-ng/", {"kiosk/voice/program/"}},
    {"hb", {"kiosk/text/"}},
    {"fribidi", {"kiosk/text/"}},
    {"ft2build.h", {"kiosk/text/"}},
    {"unicode/", {"kiosk/language/", "kiosk/text/", "sync/wire/"}},
    {"tesseract/", {"kiosk/letters/ocr/", "tests/"}},
    {"leptonica/", {"kiosk/letters/ocr/", "tests/"}},
    {"allheaders.h", {"kiosk/letters/ocr/", "tests/"}},
    {"zbar", {"kiosk/letters/ocr/", "tests/"}},
    {"libpq-fe.h", {"sync/jobcenter/", "tests/"}},
    {"boost/", {"sync/jobcenter/", "tests/"}},
    {"png.h", {"platform/machine/", "kiosk/text/tools/", "tests/"}},
    {"linux/videodev2.h", {"platform/camera/", "tests/fakes/"}},
};

}  // namespace

TEST_CASE("every source file stands where it says, and none is overgrown") {
    const auto all = sources();
    REQUIRE(all.size() > 50);
    for (const Source& source : all) {
        INFO(source.path);
        CHECK(source.lines.size() <= 400);
        if (source.path.ends_with(".hpp")) {
            REQUIRE_FALSE(source.lines.empty());
            CHECK(source.lines.front().starts_with("//"));  // a header opens with its contract
            CHECK(std::ranges::find(source.lines, "#pragma once") != source.lines.end());
        }
    }
}

TEST_CASE("no include climbs out of its folder, and every outside library has one home") {
    for (const Source& source : sources()) {
        for (std::size_t i = 0; i < source.lines.size(); ++i) {
            const std::string header = included(source.lines[i]);
            if (header.empty()) continue;
            INFO(source.path << ":" << i + 1 << " includes " << header);
            CHECK(header.find("..") == std::string::npos);
            for (const auto& [outside, folders] : homes) {
                const bool matches = outside.ends_with('/')
                                         ? header.starts_with(outside)
                                         : header == outside || header.starts_with(outside + ".") ||
                                               header.starts_with(outside + "-") || header.starts_with(outside + "/") ||
                                               header.starts_with(outside + "_");
                if (matches) CHECK(std::ranges::any_of(folders, [&](const std::string& f) { return source.in(f); }));
            }
        }
    }
}

TEST_CASE("the pure rooms know no disk, no clock, no threads") {
    const std::vector<std::string> forbidden{"fstream",  "filesystem", "thread",  "mutex",
                                             "unistd.h", "ctime",      "iostream"};
    std::vector<std::string> rooms;  // written by the configure step, from each library's own PURE
    std::ifstream list(fs::path(aaben::tests::program("")).parent_path().parent_path() / "pure_rooms.txt");
    for (std::string room; std::getline(list, room);) rooms.push_back(room);
    REQUIRE(rooms.size() >= 7);
    for (const Source& source : sources()) {
        if (std::ranges::none_of(rooms, [&](const std::string& room) { return source.in(room); })) continue;
        for (const std::string& line : source.lines) {
            INFO(source.path << ": " << line);
            CHECK(std::ranges::find(forbidden, included(line)) == forbidden.end());
        }
    }
}

TEST_CASE("no unfinished words, no vague names, no paths of one machine") {
    // Spelt in two halves, so that this file does not find itself.
    const std::vector<std::string> banned{std::string("TO") + "DO",   std::string("FIX") + "ME",
                                          std::string("XX") + "X:",   std::string("/ro") + "ot/",
                                          std::string("/ho") + "me/", root.string() + "/"};
    const std::vector<std::string> vague{std::string("Mana") + "ger", std::string("Hel") + "per",
                                         std::string("Ut") + "ils"};
    for (const Source& source : sources()) {
        for (std::size_t i = 0; i < source.lines.size(); ++i) {
            INFO(source.path << ":" << i + 1 << ": " << source.lines[i]);
            for (const std::string& word : banned) CHECK(source.lines[i].find(word) == std::string::npos);
            for (const std::string& word : vague) {
                CHECK(source.lines[i].find("class " + word) == std::string::npos);
                CHECK(source.lines[i].find("struct " + word) == std::string::npos);
            }
        }
    }
}

TEST_CASE("tests make their folders and take a Result's value in one way") {
    for (const Source& source : sources()) {
        if (!source.in("tests/") || source.in("tests/support/") || source.path.ends_with("tidy_test.cpp")) continue;
        for (std::size_t i = 0; i < source.lines.size(); ++i) {
            INFO(source.path << ":" << i + 1 << ": " << source.lines[i] << "  (tests/support has it)");
            for (const char* own : {"mkdtemp", "temp_directory_path", "T must("})
                CHECK(source.lines[i].find(own) == std::string::npos);
        }
    }
}

TEST_CASE("every room has a README") {
    for (const char* top : {"platform", "kiosk", "sync", "tests", "assets"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
            if (!entry.is_regular_file() || entry.path().filename() != "CMakeLists.txt") continue;
            const fs::path room = entry.path().parent_path();
            INFO(fs::relative(room, root).string());
            CHECK(fs::exists(room / "README.md"));
        }
    }
}
