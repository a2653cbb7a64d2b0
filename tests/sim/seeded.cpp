#include "sim/seeded.hpp"

#include <sodium/randombytes.h>

#include <cstring>

#include "seal/hash.hpp"

namespace aaben::sim {
namespace {

Seeded& source() {
    static Seeded seeded(0);
    return seeded;
}

void fill(void* const bytes, const std::size_t count) {
    auto* out = static_cast<unsigned char*>(bytes);
    for (std::size_t at = 0; at < count; at += 8) {
        const std::uint64_t word = source().next();
        std::memcpy(out + at, &word, count - at < 8 ? count - at : 8);
    }
}

std::uint32_t word() {
    return static_cast<std::uint32_t>(source().next() >> 32);
}
const char* name() {
    return "seeded";
}
void nothing() {}
int close_nothing() {
    return 0;
}

}  // namespace

std::uint64_t Seeded::next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

std::int64_t Seeded::between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(most - least + 1));
}

double Seeded::part() {
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

Seeded Seeded::branch(std::uint64_t number) {
    return Seeded(next() ^ (number * 0xd1342543de82ef95ULL));
}

void seed_sodium(std::uint64_t seed) {
    (void)seal::random_bytes(
        1);  // libsodium draws for its own start; done before, a process's first run is as any other
    static randombytes_implementation seeded{&name, &word, &nothing, nullptr, &fill, &close_nothing};
    source() = Seeded(seed);
    randombytes_set_implementation(&seeded);
}

}  // namespace aaben::sim
