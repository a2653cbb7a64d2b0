# Writes OUT (version.cpp) from the newest commit of SOURCE; run at every build, touches OUT only when it differs.
# Without git (a source archive) SOURCE_DATE_EPOCH or the day of VERSION's release stands for the commit's time.
execute_process(COMMAND git -C "${SOURCE}" log -1 --format=%h\ %ct OUTPUT_VARIABLE commit RESULT_VARIABLE failed
  OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(failed)
  set(hash "no git")
  set(time_s "$ENV{SOURCE_DATE_EPOCH}")
  if(NOT time_s)
    set(time_s 1795651200)
  endif()
else()
  string(REPLACE " " ";" commit "${commit}")
  list(GET commit 0 hash)
  list(GET commit 1 time_s)
  execute_process(COMMAND git -C "${SOURCE}" diff --quiet HEAD RESULT_VARIABLE changed ERROR_QUIET)
  if(changed)
    string(APPEND hash "+")
  endif()
endif()
file(CONFIGURE OUTPUT "${OUT}" @ONLY CONTENT [[
#include "version/version.hpp"

namespace aaben {

const std::string& version() {
    static const std::string text = "@VERSION@ (@hash@)";
    return text;
}

WallMs built_ms() {
    return std::int64_t{@time_s@} * 1000;
}

}  // namespace aaben
]])
