// Randomness that one seed decides: for the simulated world, and underneath libsodium, so that keys, ids and sealed
// parts repeat to the byte. Simulator only. One thread.
#pragma once

#include <cstdint>

namespace aaben::sim {

class Seeded {
  public:
    explicit Seeded(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next();                                         // SplitMix64
    std::int64_t between(std::int64_t least, std::int64_t most);  // both included
    double part();                                                // [0, 1)
    bool chance(double probability) { return part() < probability; }
    [[nodiscard]] Seeded branch(std::uint64_t number);  // an independent stream

  private:
    std::uint64_t state_;
};

// From here on libsodium's randomness in this process comes from `seed`. Everything it makes is then worthless as a
// secret.
void seed_sodium(std::uint64_t seed);

}  // namespace aaben::sim
