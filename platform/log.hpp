// The operator's log: one line an event to stderr (journald keeps it on the device). Any thread; a line is written
// whole. Never a name, a CPR number, a purpose, a letter's text: callers pass counts, ids and states. As a second line
// of defence every run of ten digits (with or without the CPR dash) is masked before it is written.
#pragma once

#include <string>
#include <string_view>

namespace aaben {

enum class LogLevel { Info, Warning, Alert };

void log(LogLevel level, std::string_view part, std::string_view text);
[[nodiscard]] std::string mask_cpr(std::string_view text);  // "130562-1234" → "******-****"

}  // namespace aaben
