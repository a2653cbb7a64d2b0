#include "seal/keys.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <string>

#include "platform/durable.hpp"
#include "seal/hash.hpp"
#include "seal/sodium_start.hpp"
#include "wire/encoding.hpp"

namespace aaben::seal {
namespace {

constexpr std::size_t seed_bytes = 32;

std::string public_text(const unsigned char* key) {
    return wire::to_hex({reinterpret_cast<const char*>(key), 32});
}

Error io(const std::string& what, const std::filesystem::path& file) {
    return fail(disk_fault(errno), what + " " + file.string() + ": " + std::strerror(errno));
}

struct Descriptor {
    int fd = -1;
    ~Descriptor() {
        if (fd >= 0) ::close(fd);
    }
};

bool write_whole(int fd, const unsigned char* bytes, std::size_t size) {
    while (size > 0) {
        const ssize_t n = ::write(fd, bytes, size);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return false;
        bytes += n;
        size -= static_cast<std::size_t>(n);
    }
    return true;
}

}  // namespace

SignKey sign_key_from_seed(const Secret& seed) {
    start_sodium();
    if (seed.size() != seed_bytes) std::abort();
    SignKey key{seed.copy(), Secret(std::size_t{crypto_sign_SECRETKEYBYTES}), {}};
    unsigned char public_key[crypto_sign_PUBLICKEYBYTES];
    crypto_sign_seed_keypair(public_key, key.secret.data(), seed.data());
    key.public_key = public_text(public_key);
    return key;
}

SignKey new_sign_key() {
    return sign_key_from_seed(random_secret(seed_bytes));
}

BoxKey box_key_from_seed(const Secret& seed) {
    start_sodium();
    if (seed.size() != seed_bytes) std::abort();
    BoxKey key{seed.copy(), Secret(std::size_t{crypto_box_SECRETKEYBYTES}), {}, {}};
    unsigned char public_key[crypto_box_PUBLICKEYBYTES];
    crypto_box_seed_keypair(public_key, key.secret.data(), seed.data());
    key.public_key = public_text(public_key);
    key.id = box_key_id(key.public_key);
    return key;
}

BoxKey new_box_key() {
    return box_key_from_seed(random_secret(seed_bytes));
}

std::string box_key_id(std::string_view box_key_hex) {
    const auto raw = wire::from_hex(box_key_hex);
    return raw ? wire::to_hex(std::string_view(sha256(*raw)).substr(0, 8)) : std::string();
}

// Written beside its place, synced, and linked into place, which fails when something is there already. Under a name
// that no other program or thread takes: kiosk and kiosk-sync make the pepper at one moment, and would link each
// other's half.
Result<> save_seed(const std::filesystem::path& file, const Secret& seed) {
    static std::atomic<unsigned> count{0};
    const std::filesystem::path fresh =
        file.string() + "." + std::to_string(::getpid()) + "-" + std::to_string(++count) + ".new";
    ::unlink(fresh.c_str());
    {
        const Descriptor d{::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
        if (d.fd < 0) return io("cannot create key file", fresh);
        if (!write_whole(d.fd, seed.data(), seed.size()) || ::fsync(d.fd) != 0) {
            const Error error = io("cannot write key file", fresh);
            ::unlink(fresh.c_str());
            return error;
        }
    }
    if (::link(fresh.c_str(), file.c_str()) != 0) {
        const bool there = errno == EEXIST;
        const Error error = io("cannot place key file", file);
        ::unlink(fresh.c_str());
        if (there) return fail(Fault::Refused, "key file exists and is never overwritten: " + file.string());
        return error;
    }
    ::unlink(fresh.c_str());
    return sync_folder(file.has_parent_path() ? file.parent_path() : ".");
}

Result<Secret> load_seed(const std::filesystem::path& file) {
    const Descriptor d{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
    if (d.fd < 0 && errno == ENOENT) return fail(Fault::NotFound, "no key file " + file.string());
    if (d.fd < 0) return io("cannot open key file", file);
    struct stat info{};
    if (::fstat(d.fd, &info) != 0) return io("cannot look at key file", file);
    if ((info.st_mode & 0077) != 0) return fail(Fault::Refused, "key file may be read by others: " + file.string());
    Secret seed(seed_bytes);
    if (info.st_size != static_cast<off_t>(seed_bytes) ||
        ::read(d.fd, seed.data(), seed_bytes) != static_cast<ssize_t>(seed_bytes))
        return fail(Fault::Corrupt, "key file is not 32 bytes: " + file.string());
    return seed;
}

Result<Secret> load_or_make_seed(const std::filesystem::path& file) {
    auto seed = load_seed(file);
    if (seed || seed.error().fault != Fault::NotFound) return seed;
    Secret made = random_secret(seed_bytes);
    if (const auto saved = save_seed(file, made); !saved) {
        // Another program may have made it in between; then its seed counts.
        if (saved.error().fault == Fault::Refused) return load_seed(file);
        return saved.error();
    }
    return made;
}

std::string sign(const SignKey& key, std::string_view message) {
    std::string signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(bytes_of(signature), nullptr, bytes_of(message), message.size(), key.secret.data());
    return signature;
}

bool verify(std::string_view public_key_hex, std::string_view message, std::string_view signature) {
    start_sodium();
    const auto key = wire::from_hex(public_key_hex);
    if (!key || key->size() != crypto_sign_PUBLICKEYBYTES || signature.size() != crypto_sign_BYTES) return false;
    return crypto_sign_verify_detached(bytes_of(signature), bytes_of(message), message.size(),
                                       bytes_of(std::string_view(*key))) == 0;
}

}  // namespace aaben::seal
