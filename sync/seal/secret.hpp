// Bytes that must not linger: a key, a PIN, an opened letter. Locked out of swap where the system allows, overwritten
// when destroyed, never copied by accident (copying is spelled `copy()`). Any thread, one owner at a time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace aaben::seal {

class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string_view bytes);
    explicit Secret(std::size_t size);  // zeros
    Secret(Secret&& other) noexcept;
    Secret& operator=(Secret&& other) noexcept;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret();

    [[nodiscard]] Secret copy() const { return Secret(view()); }
    [[nodiscard]] std::string_view view() const { return {bytes_, size_}; }
    [[nodiscard]] unsigned char* data() { return reinterpret_cast<unsigned char*>(bytes_); }
    [[nodiscard]] const unsigned char* data() const { return reinterpret_cast<const unsigned char*>(bytes_); }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }

  private:
    void wipe() noexcept;
    char* bytes_ = nullptr;
    std::size_t size_ = 0;
};

// Overwrites a string in place; the compiler may not leave it out. For plaintexts that had to be a std::string.
void wipe(std::string& text) noexcept;

}  // namespace aaben::seal
