// What a call that can be expected to fail returns: a value, or one Error of a closed list of kinds.
// Called everywhere, on any thread; holds no shared state. Assertions are for our own bugs, Results for the world's.
// Always: exactly one of value and error is present; ignoring a Result is a compile warning and so an error.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace aaben {

enum class Fault {
    NotFound,  // what was asked for does not exist
    Invalid,   // the input breaks its own format; `what` says where
    Refused,   // well-formed, but a rule forbids it (wrong PIN, not this visit's state)
    Forged,    // a signature, hash or chain does not match
    Io,        // disk, device or network failed; may pass
    DiskFull,  // nothing was written
    ReadOnly,  // the disk does not take writes
    Corrupt,   // stored data is damaged
    TooNew,    // stored data comes from a newer version of this program
    Busy,      // somebody else holds it; try again
    Offline,   // needs the network, and it is away
};

struct Error {
    Fault fault{};
    std::string what;  // for the operator's log: what happened, what is safe, what to do; never a citizen's data
};

struct Done {};  // the value of a call that has nothing to say but that it worked

template <class T = Done>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT(google-explicit-constructor)
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] T& value() & { return std::get<0>(state_); }
    [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
    [[nodiscard]] T&& value() && { return std::get<0>(std::move(state_)); }
    [[nodiscard]] T& operator*() & { return value(); }
    [[nodiscard]] const T& operator*() const& { return value(); }
    [[nodiscard]] T&& operator*() && { return std::move(*this).value(); }
    [[nodiscard]] T* operator->() { return &value(); }
    [[nodiscard]] const T* operator->() const { return &value(); }
    [[nodiscard]] const Error& error() const { return std::get<1>(state_); }

  private:
    std::variant<T, Error> state_;
};

inline Error fail(Fault fault, std::string what) {
    return Error{fault, std::move(what)};
}

}  // namespace aaben
