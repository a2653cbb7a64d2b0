// Keys, sealed parts, PINs and bundle signatures; the last against the real minisign tool, both ways.
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <barrier>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "seal/hash.hpp"
#include "seal/keys.hpp"
#include "seal/minisign.hpp"
#include "seal/pin.hpp"
#include "seal/sealed.hpp"
#include "seal/signed_texts.hpp"
#include "support/files.hpp"
#include "support/must.hpp"
#include "support/temporary_folder.hpp"
#include "wire/encoding.hpp"
#include "wire/entry.hpp"

using namespace aaben;
using namespace aaben::seal;
namespace fs = std::filesystem;

namespace {

using tests::must;
using tests::slurp;
using tests::spill;
using tests::TemporaryFolder;

int run(const std::string& command) {
    return std::system((command + " >/dev/null 2>&1").c_str());
}

constexpr PinCost cheap{1, 64};

}  // namespace

TEST_CASE("SHA-256 is the published one") {
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("randomness and ids do not repeat, and constant-time equality is equality") {
    CHECK(random_bytes(32) != random_bytes(32));
    CHECK(new_id(5) != new_id(5));
    CHECK(equal_constant_time("abc", "abc"));
    CHECK_FALSE(equal_constant_time("abc", "abd"));
    CHECK_FALSE(equal_constant_time("abc", "ab"));
    const Secret monday = random_secret();
    CHECK(keyed_hash_hex(monday, "0101801234") == keyed_hash_hex(monday, "0101801234"));
    CHECK(keyed_hash_hex(monday, "0101801234") != keyed_hash_hex(random_secret(), "0101801234"));
}

TEST_CASE("a secret moves, is never copied by accident, and is empty where it was moved from") {
    Secret a("key");
    Secret b = std::move(a);
    CHECK(b.view() == "key");
    CHECK(a.empty());  // NOLINT(bugprone-use-after-move)
    static_assert(!std::is_copy_constructible_v<Secret>);
    std::string text = "PIN";
    wipe(text);
    CHECK(text.empty());
}

TEST_CASE("a signature holds for its message and key only") {
    const SignKey key = new_sign_key();
    const std::string signature = sign(key, "message");
    CHECK(verify(key.public_key, "message", signature));
    CHECK_FALSE(verify(key.public_key, "massage", signature));
    CHECK_FALSE(verify(new_sign_key().public_key, "message", signature));
    CHECK_FALSE(verify(key.public_key, "message", signature.substr(1)));
    CHECK_FALSE(verify("zz", "message", signature));
    CHECK_FALSE(verify("", "message", signature));
    // RFC 8032 § 7.1, test 1.
    const Secret seed(must(wire::from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")));
    CHECK(sign_key_from_seed(seed).public_key == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
}

TEST_CASE("a key file is private, whole, never overwritten, and refused when others may read it") {
    const TemporaryFolder folder;
    const fs::path file = folder.path / "sign.key";
    CHECK(load_seed(file).error().fault == Fault::NotFound);
    const Secret made = must(load_or_make_seed(file));
    CHECK(must(load_or_make_seed(file)).view() == made.view());
    struct stat info{};
    REQUIRE(::stat(file.c_str(), &info) == 0);
    CHECK((info.st_mode & 0777) == 0600);
    CHECK(save_seed(file, random_secret()).error().fault == Fault::Refused);
    CHECK(must(load_seed(file)).view() == made.view());
    fs::permissions(file, fs::perms::group_read, fs::perm_options::add);
    CHECK(load_seed(file).error().fault == Fault::Refused);
    spill(folder.path / "short.key", "short");
    fs::permissions(folder.path / "short.key", fs::perms::owner_read);
    CHECK(load_seed(folder.path / "short.key").error().fault == Fault::Corrupt);
    CHECK(save_seed(folder.path / "no" / "where", made).error().fault == Fault::Io);
    CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 2);  // no leftovers
}

TEST_CASE("several that make one seed at one moment all get the same, and nothing lies beside it") {
    for (int round = 0; round < 60; ++round) {
        const tests::TemporaryFolder folder;
        const auto file = folder.path / "pepper";
        std::array<std::string, 4> got;
        std::barrier start(static_cast<std::ptrdiff_t>(got.size()));
        std::vector<std::thread> makers;
        makers.reserve(got.size());
        for (std::string& mine : got)
            makers.emplace_back([&] {
                start.arrive_and_wait();
                if (const auto seed = load_or_make_seed(file)) mine = std::string(seed->view());
            });
        for (std::thread& maker : makers) maker.join();
        const auto kept = load_seed(file);
        REQUIRE(kept.ok());
        for (const std::string& mine : got) REQUIRE(mine == kept->view());
        CHECK(std::distance(fs::directory_iterator(folder.path), {}) == 1);
    }
}

TEST_CASE("a sealed part opens for each recipient and for nobody else, and its length tells little") {
    const BoxKey first = new_box_key(), second = new_box_key(), stranger = new_box_key();
    const wire::KeyList list{1, {{first.id, first.public_key, 0}, {second.id, second.public_key, 0}}};
    const std::string plain = R"({"choices":{"language":"ar"}})";
    const std::string sealed = must(seal_for(list, plain));
    CHECK(must(open_sealed(first, sealed)) == plain);
    CHECK(must(open_sealed(second, sealed)) == plain);
    CHECK(open_sealed(stranger, sealed).error().fault == Fault::Refused);
    CHECK(sealed.size() == must(seal_for(list, "{}")).size());
    CHECK(sealed != must(seal_for(list, plain)));
    CHECK(must(open_sealed(first, must(seal_for(list, "")))).empty());
    CHECK(must(open_sealed(first, must(seal_for(list, std::string(64, 'x'))))) == std::string(64, 'x'));
    CHECK(seal_for({}, plain).error().fault == Fault::Refused);
    CHECK_FALSE(seal_for({1, {{first.id, std::string(64, '0'), 0}}}, plain).ok());  // a weak key
    CHECK_FALSE(seal_for({1, {{"xx", first.public_key, 0}}}, plain).ok());
    CHECK_FALSE(seal_for(list, std::string(sealed_plain_max + 1, 'x')).ok());
}

TEST_CASE("a sealed part that is cut or altered anywhere does not open") {
    const BoxKey key = new_box_key();
    const std::string sealed = must(seal_for({1, {{key.id, key.public_key, 0}}}, "plain"));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        INFO("byte " << i);
        CHECK_FALSE(open_sealed(key, sealed.substr(0, i)).ok());
        std::string altered = sealed;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        CHECK_FALSE(open_sealed(key, altered).ok());
    }
}

TEST_CASE("locked text opens with its key only") {
    const Secret key = random_secret();
    const std::string locked = lock(key, "choices");
    CHECK(must(unlock(key, locked)) == "choices");
    CHECK(unlock(random_secret(), locked).error().fault == Fault::Forged);
    CHECK_FALSE(unlock(key, locked.substr(0, 30)).ok());
    CHECK_FALSE(unlock(key, "").ok());
}

TEST_CASE("signed texts are bound to their purpose and their signer") {
    const SignKey jobcenter = new_sign_key(), root = new_sign_key();
    const std::string payload = wire::build_receipt({"kiosk-1", 1, {}, {}, 0});
    const std::string envelope = sign_text(jobcenter, wire::Signed::Receipt, payload);
    CHECK(must(open_receipt(jobcenter.public_key, envelope)).device == "kiosk-1");
    CHECK(open_receipt(root.public_key, envelope).error().fault == Fault::Forged);
    // The same payload signed as something else is no receipt, even when it is dressed as one.
    wire::Envelope dressed{payload, sign(jobcenter, wire::signed_message(wire::Signed::Items, payload))};
    CHECK_FALSE(open_receipt(jobcenter.public_key, wire::build_envelope(wire::Signed::Receipt, dressed)).ok());
    CHECK_FALSE(open_receipt(jobcenter.public_key, "<html>200 OK</html>").ok());
    CHECK_FALSE(open_receipt(jobcenter.public_key, "").ok());

    const BoxKey box = new_box_key();
    const auto keys = [&](const std::string& id) {
        return sign_text(root, wire::Signed::KeyList, wire::build_key_list({1, {{id, box.public_key, 0}}}));
    };
    CHECK(must(open_key_list(root.public_key, keys(box.id))).keys.size() == 1);
    CHECK_FALSE(open_key_list(root.public_key, keys("0123456789abcdef")).ok());  // the id is not that key's
    CHECK_FALSE(open_key_list(jobcenter.public_key, keys(box.id)).ok());
    const std::string items = sign_text(jobcenter, wire::Signed::Items, wire::build_items({"kiosk-1", {}, "", 5}));
    CHECK(must(open_items(jobcenter.public_key, items)).time_ms == 5);

    wire::Head head{"kiosk-1", 1, 1, 42, std::string(64, 'a'), {}};
    sign_head(jobcenter, head);
    CHECK(verify_head(jobcenter.public_key, head));
    head.head_seq = 41;
    CHECK_FALSE(verify_head(jobcenter.public_key, head));
}

TEST_CASE("a PIN is checked with the device's pepper, and without it the stored hash says nothing") {
    const Secret pepper = random_secret();
    const std::string verifier = must(pin_verifier("2468", cheap));
    const std::string stored = must(pepper_verifier(pepper, verifier));
    CHECK(verify_pin(pepper, "2468", stored).ok());
    for (const char* wrong : {"2469", "24680", "246", "", "abcd", "2468 "})
        CHECK(verify_pin(pepper, wrong, stored).error().fault == Fault::Refused);
    CHECK(verify_pin(random_secret(), "2468", stored).error().fault == Fault::Refused);
    CHECK(must(pin_verifier("2468", cheap)) != verifier);    // a salt each
    CHECK_FALSE(verify_pin(pepper, "2468", verifier).ok());  // what came down the wire is not what is stored
    CHECK_FALSE(pepper_verifier(pepper, stored).ok());
    for (const char* bad : {"", "pepper1", "pepper1$1$64$x$y", "pepper1$2$9999999$AAAAAAAAAAAAAAAAAAAAAA==$",
                            "pepper1$-1$64$$", "argon2id$1$64$$$$$"})
        CHECK(verify_pin(pepper, "2468", bad).error().fault == Fault::Invalid);
    for (const char* bad : {"123", "1234567890123", "12a4"}) CHECK_FALSE(pin_verifier(bad, cheap).ok());
    CHECK(badge_hash(pepper, "BADGE") != badge_hash(random_secret(), "BADGE"));
}

TEST_CASE("a roster cannot make one check of a PIN cost more than 64 MiB and four passes") {
    const Secret pepper = random_secret();
    for (const PinCost dear : {PinCost{5, 64}, PinCost{16, 1024 * 1024}, PinCost{1, 64 * 1024 + 1}}) {
        const std::string verifier = "argon2id$" + std::to_string(dear.ops) + "$" + std::to_string(dear.memory_kib) +
                                     "$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
        CHECK(pepper_verifier(pepper, verifier).error().fault == Fault::Invalid);
        CHECK(verify_pin(pepper, "2468", "pepper1" + verifier.substr(8)).error().fault == Fault::Invalid);
        CHECK_FALSE(pin_verifier("2468", dear).ok());
        CHECK_FALSE(staff_key("mette", "BADGE-1", "2468", dear).ok());
    }
    CHECK(pepper_verifier(pepper, must(pin_verifier("2468", {4, 64}))).ok());
}

TEST_CASE("badge and PIN together make the key that opens a brief, on both sides of the wire") {
    const BoxKey at_jobcenter = must(staff_key("mette", "BADGE-1", "2468", cheap));
    const BoxKey at_kiosk = must(staff_key("mette", "BADGE-1", "2468", cheap));
    const std::string brief = must(seal_for({1, {{at_jobcenter.id, at_jobcenter.public_key, 0}}}, "brief"));
    CHECK(must(open_sealed(at_kiosk, brief)) == "brief");
    CHECK_FALSE(open_sealed(must(staff_key("mette", "BADGE-1", "2469", cheap)), brief).ok());
    CHECK_FALSE(open_sealed(must(staff_key("mette", "BADGE-2", "2468", cheap)), brief).ok());
    CHECK_FALSE(open_sealed(must(staff_key("omar", "BADGE-1", "2468", cheap)), brief).ok());
}

TEST_CASE("bundle signatures and minisign understand each other both ways") {
    if (run("minisign -v") != 0) SKIP("the minisign tool is not installed");
    const TemporaryFolder folder;
    const std::string dir = folder.path.string();
    REQUIRE(run("cd " + dir + " && minisign -G -W -f -p key.pub -s key.sec") == 0);
    spill(folder.path / "bundle", "letters, languages and sounds\n");
    const MinisignPublic key = must(parse_minisign_public(slurp(folder.path / "key.pub")));
    std::string key_id;
    const SignKey secret = must(parse_minisign_secret(slurp(folder.path / "key.sec"), &key_id));
    CHECK(key_id == key.key_id);
    CHECK(secret.public_key == key.public_key);
    CHECK(must(parse_minisign_public(build_minisign_public(key))).public_key == key.public_key);

    SECTION("the tool signs, we verify") {
        for (const char* mode : {"", "-l "}) {  // prehashed, legacy
            REQUIRE(run("cd " + dir + " && minisign -S -W " + mode + "-s key.sec -m bundle -t 'version 7'") == 0);
            const std::string signature = slurp(folder.path / "bundle.minisig");
            CHECK(must(minisign_verify(key, slurp(folder.path / "bundle"), signature)) == "version 7");
            CHECK(must(minisign_verify_file(key, folder.path / "bundle", signature)) == "version 7");
            CHECK(minisign_verify(key, "other bytes", signature).error().fault == Fault::Forged);
            std::string comment = signature;
            comment.replace(comment.find("version 7"), 9, "version 8");
            CHECK(minisign_verify(key, slurp(folder.path / "bundle"), comment).error().fault == Fault::Forged);
            MinisignPublic other = key;
            other.public_key = new_sign_key().public_key;
            CHECK(minisign_verify(other, slurp(folder.path / "bundle"), signature).error().fault == Fault::Forged);
            other = key;
            other.key_id[0] = static_cast<char>(other.key_id[0] ^ 1);
            CHECK(minisign_verify(other, slurp(folder.path / "bundle"), signature).error().fault == Fault::Forged);
        }
    }
    SECTION("we sign, the tool verifies") {
        spill(folder.path / "bundle.minisig",
              must(minisign_sign(secret, key_id, slurp(folder.path / "bundle"), "version 9")));
        CHECK(run("cd " + dir + " && minisign -V -p key.pub -m bundle") == 0);
        spill(folder.path / "bundle", "altered");
        CHECK(run("cd " + dir + " && minisign -V -p key.pub -m bundle") != 0);
    }
    SECTION("keys and signatures that are none are refused") {
        for (const char* bad : {"", "untrusted comment: x", "untrusted comment: x\nAAAA", "RWQ=", "\n\n\n\n"}) {
            CHECK_FALSE(parse_minisign_public(bad).ok());
            CHECK_FALSE(parse_minisign_secret(bad, nullptr).ok());
            CHECK_FALSE(minisign_verify(key, "x", bad).ok());
        }
        CHECK_FALSE(minisign_sign(secret, key_id, "x", "two\nlines").ok());
        CHECK_FALSE(minisign_verify_file(key, folder.path / "none", slurp(folder.path / "key.pub")).ok());
    }
}
