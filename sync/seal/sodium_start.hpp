// Private to seal: libsodium must be started once before anything else; doing it on first use spares every main the
// thought. Any thread.
#pragma once

#include <string>
#include <string_view>

namespace aaben::seal {

void start_sodium();  // ends the program when the machine has no source of randomness: no key could be trusted then

inline const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
inline unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace aaben::seal
