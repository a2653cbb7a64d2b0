// The value of a Result that a test or a bench cannot go on without. Any thread.
// Always: a fault throws with its sentence and the place of the call, which ends the case or the program.
#pragma once

#include <source_location>
#include <stdexcept>
#include <string>
#include <utility>

#include "platform/result.hpp"

namespace aaben::tests {

template <class T>
T must(Result<T> result, const std::source_location& from = std::source_location::current()) {
    if (!result)
        throw std::runtime_error(std::string(from.file_name()) + ":" + std::to_string(from.line()) + ": " +
                                 result.error().what);
    return std::move(result).value();
}

}  // namespace aaben::tests
