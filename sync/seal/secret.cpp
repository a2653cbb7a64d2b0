#include "seal/secret.hpp"

#include <sodium.h>

#include <cstring>
#include <utility>

#include "seal/sodium_start.hpp"

namespace aaben::seal {

// sodium_malloc puts guard pages around each secret and locks it; when the lock limit is reached it still works.
Secret::Secret(std::size_t size) : size_(size) {
    start_sodium();
    if (size_ == 0) return;
    bytes_ = static_cast<char*>(sodium_malloc(size_));
    if (!bytes_) std::abort();  // out of memory: nothing here can go on
    sodium_memzero(bytes_, size_);
}

Secret::Secret(std::string_view bytes) : Secret(bytes.size()) {
    if (size_ > 0) std::memcpy(bytes_, bytes.data(), size_);
}

Secret::Secret(Secret&& other) noexcept
    : bytes_(std::exchange(other.bytes_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
    if (this == &other) return *this;
    wipe();
    bytes_ = std::exchange(other.bytes_, nullptr);
    size_ = std::exchange(other.size_, 0);
    return *this;
}

Secret::~Secret() {
    wipe();
}

void Secret::wipe() noexcept {
    if (bytes_) sodium_free(bytes_);  // overwrites first
    bytes_ = nullptr;
    size_ = 0;
}

void wipe(std::string& text) noexcept {
    if (!text.empty()) sodium_memzero(text.data(), text.size());
    text.clear();
}

}  // namespace aaben::seal
