// One libFuzzer program a target; AABEN_FUZZ_TARGET is its name.
#include <cstddef>
#include <cstdint>

#include "targets.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    aaben::fuzz::AABEN_FUZZ_TARGET({reinterpret_cast<const char*>(bytes), size});
    return 0;
}
