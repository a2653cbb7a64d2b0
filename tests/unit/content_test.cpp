
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <iterator>

#include "content/bundle.hpp"
#include "content/shelf.hpp"
#include "content/tar.hpp"
#include "seal/hash.hpp"
#include "support/files.hpp"
#include "support/temporary_folder.hpp"

using namespace aaben;
using namespace aaben::content;
namespace fs = std::filesystem;
using tests::slurp;

namespace {

// A folder of its own for each test, gone afterwards; and a signing key.
struct Desk {
    tests::TemporaryFolder folder;
    const fs::path& root = folder.path;
    BundleKey key;
    std::vector<seal::MinisignPublic> trusted;

    Desk() {
        key.key = seal::new_sign_key();
        key.key_id = key_id_of(key.key.public_key);
        trusted.push_back(parse_bundle_public(key.key.public_key + "\n").value());
    }

    void write(const std::string& path, std::string_view text) const {
        fs::create_directories((root / path).parent_path());
        tests::spill(root / path, text);
    }
    fs::path bundle(int version) const {
        write("src/content.toml", "version = " + std::to_string(version) + "\n");
        write("src/letters/partshoering.toml", "type = \"partshoering\"\nversion = " + std::to_string(version) + "\n");
        write("src/sounds/klokke.raw", std::string(5000, '\x07'));
        write("src/.hidden", "not packed");
        const fs::path out = root / ("v" + std::to_string(version) + ".bundle");
        REQUIRE(build_bundle(root / "src", out).ok());
        return out;
    }
    [[nodiscard]] std::string signature(const fs::path& file) const { return sign_bundle(file, key).value(); }
    // Signed whatever it is: the liar has the key, and still must not get through.
    [[nodiscard]] std::string signature_of_anything(const fs::path& file) const {
        return seal::minisign_sign(key.key, key.key_id, slurp(file), "anything").value();
    }
    [[nodiscard]] Shelf shelf() const { return Shelf(root / "content"); }
};

std::string tree(const fs::path& dir) {
    std::string out;
    std::vector<std::string> lines;
    if (fs::exists(dir))
        for (const auto& e : fs::recursive_directory_iterator(dir))
            lines.push_back(fs::relative(e.path(), dir).string() +
                            (e.is_symlink() ? "->" + fs::read_symlink(e).string() : ""));
    std::sort(lines.begin(), lines.end());
    for (const auto& line : lines) out += line + "\n";
    return out;
}

std::string tar_file(const std::string& path, const std::string& bytes) {
    return write_header({path, bytes.size()}).value() + bytes + std::string(padded(bytes.size()) - bytes.size(), '\0');
}

// A bundle around any manifest text and any archive members; all that is needed to lie.
std::string forged(const std::string& manifest, const std::vector<std::string>& members) {
    std::string out = tar_file("manifest.json", manifest);
    for (const auto& m : members) out += m;
    return out + std::string(1024, '\0');
}

std::string manifest_of(const std::vector<std::pair<std::string, std::string>>& files, int version = 9) {
    std::string out = R"({"format":1,"version":)" + std::to_string(version) + R"(,"files":[)";
    bool first = true;
    for (const auto& [path, bytes] : files) {
        out += std::string(first ? "" : ",") + R"({"path":")" + path + R"(","size":)" + std::to_string(bytes.size()) +
               R"(,"sha256":")" + seal::sha256_hex(bytes) + R"("})";
        first = false;
    }
    return out + "]}\n";
}

}  // namespace

TEST_CASE("building the same folder twice gives the same bytes, and tar can list them") {
    const Desk desk;
    const auto a = desk.bundle(1);
    const auto bytes = slurp(a);
    CHECK(slurp(desk.bundle(1)) == bytes);
    CHECK(bytes.size() % 512 == 0);
    const auto manifest = check_bundle(a);
    REQUIRE(manifest.ok());
    CHECK(manifest->version == 1);
    CHECK(manifest->files.size() == 3);
    CHECK(std::system(("tar tf '" + a.string() + "' | grep -q '^letters/partshoering.toml$'").c_str()) == 0);
}

TEST_CASE("a signed bundle is unpacked and switched to, the one before is kept, older ones go") {
    const Desk desk;
    auto shelf = desk.shelf();
    CHECK_FALSE(shelf.current());
    for (int version = 1; version <= 3; ++version) {
        const auto bundle = desk.bundle(version);
        const auto shelved = shelf.install(bundle, desk.signature(bundle), desk.trusted);
        REQUIRE(shelved.ok());
        CHECK(shelved->version == version);
        CHECK(shelf.current() == *shelved);
    }
    CHECK(shelf.previous()->version == 2);
    CHECK(shelf.candidates().size() == 2);
    CHECK_FALSE(fs::exists(desk.root / "content/v1"));
    CHECK(slurp(shelf.current()->dir / "letters/partshoering.toml") == "type = \"partshoering\"\nversion = 3\n");
}

TEST_CASE("a bundle that is not newer is refused and changes nothing") {
    const Desk desk;
    auto shelf = desk.shelf();
    const auto five = desk.bundle(5);
    REQUIRE(shelf.install(five, desk.signature(five), desk.trusted).ok());
    const auto before = tree(desk.root / "content");
    const auto version = GENERATE(1, 4, 5);
    desk.write("src/letters/other.toml", "another = true\n");  // of version 5, but not the one in use
    const auto bundle = desk.bundle(version);
    const auto refused = shelf.install(bundle, desk.signature(bundle), desk.trusted);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().fault == Fault::Refused);
    CHECK(tree(desk.root / "content") == before);
}

TEST_CASE("the very bundle that is in use is taken again and changes nothing") {
    const Desk desk;
    auto shelf = desk.shelf();
    const auto five = desk.bundle(5);
    REQUIRE(shelf.install(five, desk.signature(five), desk.trusted).ok());
    const auto before = tree(desk.root / "content");
    const auto again = shelf.install(five, desk.signature(five), desk.trusted);
    REQUIRE(again.ok());
    CHECK(*again == *shelf.current());
    CHECK(tree(desk.root / "content") == before);
}

TEST_CASE("a bundle whose content the reader cannot open is not switched to") {
    const Desk desk;
    auto shelf = desk.shelf();
    const auto one = desk.bundle(1);
    REQUIRE(shelf.install(one, desk.signature(one), desk.trusted).ok());
    const auto before = tree(desk.root / "content");
    const auto two = desk.bundle(2);
    const auto refused = shelf.install(two, desk.signature(two), desk.trusted, [](const fs::path& dir) -> Result<> {
        CHECK(fs::exists(dir / "content.toml"));
        return fail(Fault::Invalid, "a letter is missing");
    });
    CHECK_FALSE(refused.ok());
    CHECK(tree(desk.root / "content") == before);
}

TEST_CASE("without the right signature nothing is even unpacked") {
    const Desk desk;
    auto shelf = desk.shelf();
    const auto bundle = desk.bundle(1);
    const auto good = desk.signature(bundle);
    std::string signature = good;
    std::vector<seal::MinisignPublic> keys = desk.trusted;
    SECTION("none") {
        signature.clear();
    }
    SECTION("of another bundle") {
        signature = desk.signature(desk.bundle(2));
        desk.bundle(1);
    }
    SECTION("of another key") {
        keys = {parse_bundle_public(seal::new_sign_key().public_key).value()};
    }
    SECTION("no key at all") {
        keys.clear();
    }
    SECTION("its comment altered") {
        signature.replace(signature.find("version 1"), 9, "version 9");
    }
    CHECK_FALSE(shelf.install(bundle, signature, keys).ok());
    CHECK(tree(desk.root / "content").empty());
    keys = desk.trusted;
    keys.insert(keys.begin(), parse_bundle_public(seal::new_sign_key().public_key).value());
    CHECK(shelf.install(bundle, good, keys).ok());  // the next key beside the current one does no harm
}

TEST_CASE("a bundle cut at any block, or with any byte altered, is refused even when signed as it is") {
    const Desk desk;
    const auto bundle = desk.bundle(1);
    const std::string whole = slurp(bundle);
    const fs::path bad = desk.root / "bad.bundle";
    for (std::size_t length = 0; length < whole.size(); length += 256) {
        desk.write("bad.bundle", whole.substr(0, length));
        INFO("cut at " << length);
        CHECK_FALSE(check_bundle(bad).ok());
    }
    for (std::size_t at = 0; at < whole.size(); at += 97) {
        std::string altered = whole;
        altered[at] = static_cast<char>(altered[at] ^ 0x20);
        desk.write("bad.bundle", altered);
        INFO("altered at " << at);
        CHECK_FALSE(check_bundle(bad).ok());
    }
    desk.write("bad.bundle", whole + std::string(512, '\0'));
    CHECK_FALSE(check_bundle(bad).ok());
    auto shelf = desk.shelf();
    CHECK_FALSE(shelf.install(bad, desk.signature_of_anything(bad), desk.trusted).ok());
    CHECK(tree(desk.root / "content").empty());
}

TEST_CASE("hostile names are refused, in the manifest and in the archive") {
    const Desk desk;
    const auto name = GENERATE("../up", "/etc/passwd", "a/../b", "./a", "a//b", "a/", "", ".hidden", "a/.b", "a b",
                               "a\\\\b", "\\u0000", "a\\nb", "manifest.json", "1/2/3/4/5/6/7/8/9");
    INFO(name);
    CHECK_FALSE(parse_manifest(manifest_of({{name, "x"}})).ok());
    CHECK_FALSE(parse_manifest(manifest_of({{"a", "x"}, {"a", "x"}})).ok());                  // twice
    CHECK_FALSE(parse_manifest(manifest_of({{"b", "x"}, {"a", "x"}})).ok());                  // out of order
    CHECK_FALSE(parse_manifest(manifest_of({{"a", "x"}, {"a-b", "x"}, {"a/b", "x"}})).ok());  // file and folder
    CHECK(parse_manifest(manifest_of({{"a", "x"}, {"a-b", "x"}, {"b/c.d", "x"}})).ok());
}

TEST_CASE("links, devices, folders, other owners and other spellings of a header are refused") {
    const std::string good = write_header({"a", 1}).value();
    REQUIRE(read_header(good).ok());
    const auto with = [&](std::size_t at, std::string_view text) {
        std::string block = good;
        block.replace(at, text.size(), text);
        block.replace(148, 8, "        ");
        unsigned sum = 0;
        for (const char c : block) sum += static_cast<unsigned char>(c);
        char octal[8];
        std::snprintf(octal, sizeof octal, "%06o", sum);
        block.replace(148, 8, std::string(octal, 6) + std::string("\0 ", 2));  // the checksum is right
        return block;
    };
    for (const char type : {'1', '2', '3', '4', '5', '6', '7', 'x', 'g', 'L', 'K', '\0'}) {
        INFO("type " << type);
        CHECK_FALSE(read_header(with(156, {&type, 1})).ok());
    }
    CHECK_FALSE(read_header(with(100, "0004755")).ok());      // mode
    CHECK_FALSE(read_header(with(108, "0001750")).ok());      // owner
    CHECK_FALSE(read_header(with(157, "/etc/passwd")).ok());  // link name
    CHECK_FALSE(read_header(with(0, "../")).ok());
    CHECK_FALSE(read_header(with(345, "/etc")).ok());
    CHECK_FALSE(read_header(with(124, "7777777777x")).ok());
    CHECK_FALSE(read_header(with(257, "ustar  ")).ok());  // GNU's magic
    CHECK_FALSE(read_header(good.substr(1)).ok());
    const auto deep = write_header({std::string(90, 'a') + "/" + std::string(90, 'b') + "/c", 3});
    REQUIRE(deep.ok());
    CHECK(read_header(*deep)->path == std::string(90, 'a') + "/" + std::string(90, 'b') + "/c");
}

TEST_CASE("an archive that does not hold what its manifest says is refused") {
    const Desk desk;
    const fs::path bad = desk.root / "bad.bundle";
    const std::string manifest = manifest_of({{"a", "one"}, {"b", "two"}});
    struct Row {
        const char* name;
        std::string bytes;
        bool good;
    };
    const auto row = GENERATE_COPY(
        Row{"as it says", forged(manifest, {tar_file("a", "one"), tar_file("b", "two")}), true},
        Row{"other bytes", forged(manifest, {tar_file("a", "0ne"), tar_file("b", "two")}), false},
        Row{"one missing", forged(manifest, {tar_file("a", "one")}), false},
        Row{"one more", forged(manifest, {tar_file("a", "one"), tar_file("b", "two"), tar_file("c", "x")}), false},
        Row{"another order", forged(manifest, {tar_file("b", "two"), tar_file("a", "one")}), false},
        Row{"a longer file", forged(manifest, {tar_file("a", "one!"), tar_file("b", "two")}), false},
        Row{"no manifest", tar_file("a", "one") + std::string(1024, '\0'), false},
        Row{"bytes hidden in the padding",
            forged(manifest, {write_header({"a", 3}).value() + "one!" + std::string(508, '\0'), tar_file("b", "two")}),
            false},
        Row{"a size beyond everything",
            forged(R"({"format":1,"version":9,"files":[{"path":"a","size":99999999999,"sha256":")" +
                       std::string(64, '0') + "\"}]}\n",
                   {}),
            false},
        Row{"version nought", forged(manifest_of({{"a", "one"}}, 0), {tar_file("a", "one")}), false},
        Row{"a manifest that nests for ever", forged(std::string(20000, '['), {}), false},
        Row{"a manifest with more in it",
            forged(manifest.substr(0, manifest.size() - 2) + ",\"x\":1}\n",
                   {tar_file("a", "one"), tar_file("b", "two")}),
            false});
    INFO(row.name);
    desk.write("bad.bundle", row.bytes);
    CHECK(check_bundle(bad).ok() == row.good);
    if (!row.good) {
        auto shelf = desk.shelf();
        CHECK_FALSE(shelf.install(bad, desk.signature_of_anything(bad), desk.trusted).ok());
        CHECK(tree(desk.root / "content").empty());
    }
}

TEST_CASE("hostile TOML is refused when building and when reading") {
    const Desk desk;
    const auto text = GENERATE(as<std::string>{}, "a = ", "a = 1\na = 2\n", "\xff\xfe", std::string("a = \"\0\"", 7),
                               "a = " + std::string(5000, '['), "a." + std::string(2000, 'b') + " =");
    CHECK_FALSE(check_toml(text).ok());
    const fs::path bad = desk.root / "bad.bundle";
    desk.write("bad.bundle", forged(manifest_of({{"x.toml", text}}), {tar_file("x.toml", text)}));
    CHECK_FALSE(check_bundle(bad).ok());
    desk.bundle(1);
    desk.write("src/bad.toml", text);
    CHECK_FALSE(build_bundle(desk.root / "src", desk.root / "out").ok());
    CHECK_FALSE(check_toml(std::string(toml_bytes_max + 1, '\n')).ok());
}

TEST_CASE("what a crash left behind is tidied away and never used") {
    const Desk desk;
    auto shelf = desk.shelf();
    const auto one = desk.bundle(1);
    REQUIRE(shelf.install(one, desk.signature(one), desk.trusted).ok());
    fs::create_directories(desk.root / "content/new-v2/letters");  // cut while unpacking
    fs::create_directories(desk.root / "content/v2");              // cut before the switch
    fs::create_symlink("v2", desk.root / "content/current.new");   // cut inside the switch
    CHECK(shelf.current()->version == 1);
    const auto two = desk.bundle(2);
    REQUIRE(shelf.install(two, desk.signature(two), desk.trusted).ok());
    CHECK(shelf.current()->version == 2);
    CHECK(fs::exists(desk.root / "content/v2/letters/partshoering.toml"));
}

TEST_CASE("a folder with a link, or without a version, is not packed") {
    const Desk desk;
    CHECK_FALSE(build_bundle(desk.root / "nowhere", desk.root / "out").ok());
    desk.bundle(1);
    SECTION("link") {
        fs::create_symlink("/etc/passwd", desk.root / "src/link");
    }
    SECTION("no version") {
        fs::remove(desk.root / "src/content.toml");
    }
    SECTION("version nought") {
        desk.write("src/content.toml", "version = 0\n");
    }
    SECTION("a name with a space") {
        desk.write("src/a b", "x");
    }
    CHECK_FALSE(build_bundle(desk.root / "src", desk.root / "out").ok());
    CHECK_FALSE(fs::exists(desk.root / "out"));
}
