// Which build this program is. Pure; any thread. Both change with the newest commit only, so builds repeat.
#pragma once

#include <string>

#include "platform/clock.hpp"

namespace aaben {

[[nodiscard]] const std::string& version();  // "0.2.0 (3fbe394)", as --version prints it; "+" marks changed sources
[[nodiscard]] WallMs built_ms();             // when the newest commit was made: no clock is right that says earlier

}  // namespace aaben
