// A value that names or describes a person. It reads like a pointer to its value (`*a.number`, `a.choices->needs`), so
// that every place that opens it can be seen; it has no way into text, logs or a test's output. Pure; any thread.
// Always: an entry's open part does not take one (entries/description.hpp refuses to compile), only the sealed part
// does.
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

namespace aaben::visit {

template <class T>
class Private {
  public:
    using Value = T;

    Private() = default;
    template <class U>
        requires std::convertible_to<U&&, T> && (!std::is_same_v<std::remove_cvref_t<U>, Private>)
    Private(U&& value) : value_(std::forward<U>(value)) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] const T& operator*() const { return value_; }
    [[nodiscard]] T& operator*() { return value_; }
    [[nodiscard]] const T* operator->() const { return &value_; }
    [[nodiscard]] T* operator->() { return &value_; }
    friend bool operator==(const Private&, const Private&) = default;

  private:
    T value_{};
};

template <class T>
inline constexpr bool is_private = false;
template <class T>
inline constexpr bool is_private<Private<T>> = true;

}  // namespace aaben::visit
