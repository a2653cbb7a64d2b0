// The words an act is described with (describe.hpp): one description drives writing and reading (codec.cpp). Pure.
// Always: an open field that would show a Private member does not compile.
#pragma once

#include <string_view>
#include <tuple>

#include "visit/private.hpp"

namespace aaben::entries {

template <class A>
struct Of {};  // picks the description of one kind of act

template <class A, class T>
struct OpenField {
    const char* name;
    T A::* at;
    bool orders = false;  // its value says whose order the entry belongs to
    bool names = false;   // its value, made at the first touch, is the entry's own id
};

template <class A, class T>
struct SealedField {
    const char* name;
    visit::Private<T> A::* at;
};

// A single fact out of what is sealed that routing needs; it says nothing of why.
template <class A>
struct ToldField {
    const char* name;
    bool (*read)(const A&);
    void (*put)(A&);  // when it is true and the sealed part is not at hand
};

template <class A, class... Fields>
struct Description {
    std::string_view type;  // "visit.checked_in"
    std::tuple<Fields...> fields;
};

template <class A, class T>
constexpr OpenField<A, T> open(const char* name, T A::* at) {
    static_assert(!visit::is_private<T>, "a Private member is sealed; it cannot be an open field");
    return {name, at};
}

// The id of the visit, shift or call that this act belongs to.
template <class A, class T>
constexpr OpenField<A, T> of(const char* name, T A::* at) {
    static_assert(!visit::is_private<T>, "an id is open, or nothing could be routed by it");
    return {name, at, true, false};
}

// The id of an act that belongs to nothing else.
template <class A, class T>
constexpr OpenField<A, T> named(const char* name, T A::* at) {
    static_assert(!visit::is_private<T>, "an id is open, or nothing could be routed by it");
    return {name, at, false, true};
}

// Both: the act that a visit, shift or call begins with.
template <class A, class T>
constexpr OpenField<A, T> begins(const char* name, T A::* at) {
    static_assert(!visit::is_private<T>, "an id is open, or nothing could be routed by it");
    return {name, at, true, true};
}

template <class A, class T>
constexpr SealedField<A, T> sealed(const char* name, visit::Private<T> A::* at) {
    return {name, at};
}

template <class A>
constexpr ToldField<A> told(const char* name, bool (*read)(const A&), void (*put)(A&)) {
    return {name, read, put};
}

template <class A, class... Fields>
constexpr Description<A, Fields...> act(Of<A>, std::string_view type, Fields... fields) {
    return {type, std::tuple(fields...)};
}

}  // namespace aaben::entries
