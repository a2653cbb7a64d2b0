// Ids as types of their own, so that a shift's id cannot stand where a visit's belongs. Each is a UUIDv7 made at the
// first touch, but a caseworker's, which comes from the roster. Pure; any thread. Always: made from text where it
// enters, read as text anywhere; one kind of id neither becomes another nor compares with it: that does not compile.
#pragma once

#include <string>
#include <type_traits>
#include <utility>

namespace aaben::visit {

template <class Of>
class Id : public std::string {
  public:
    Id() = default;
    Id(std::string text) : std::string(std::move(text)) {}  // NOLINT(google-explicit-constructor)
    Id(const char* text) : std::string(text) {}             // NOLINT(google-explicit-constructor)
    template <class Other>
    Id(const Id<Other>&) = delete;
    template <class Other>
    Id& operator=(const Id<Other>&) = delete;
};

template <class A, class B>
    requires(!std::is_same_v<A, B>)
bool operator==(const Id<A>&, const Id<B>&) = delete;

using VisitId = Id<struct OfVisit>;
using ShiftId = Id<struct OfShift>;
using CaseworkerId = Id<struct OfCaseworker>;
using CallbackId = Id<struct OfCallback>;
using HelpId = Id<struct OfHelp>;
using AlarmId = Id<struct OfAlarm>;
using AnswerId = Id<struct OfAnswer>;

}  // namespace aaben::visit
