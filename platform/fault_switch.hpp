// Deliberate faults, for proving the proofs: `fault("chain_unchecked")` is true when the program was built with
// -DAABEN_FAULTS=ON and the environment says AABEN_FAULT=chain_unchecked. Any thread. Always: in every other build it
// is the constant false and leaves no code behind. The tests run the list and expect a proof to catch each.
#pragma once

#include <cstdlib>
#include <string_view>

namespace aaben {

#if defined(AABEN_FAULTS) && AABEN_FAULTS
inline bool fault(std::string_view name) {
    const char* chosen = std::getenv("AABEN_FAULT");
    return chosen != nullptr && name == chosen;
}
#else
constexpr bool fault(std::string_view) {
    return false;
}
#endif

}  // namespace aaben
