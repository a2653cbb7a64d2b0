# Writes the enum text::Key from the Danish language file: [home] with title = "…" becomes Key::home_title.
# cmake -DINPUT=assets/languages/da.toml -DOUTPUT=…/text/keys.hpp -P cmake/text_keys.cmake
# Plural forms (title.one, title.other) are one key. The header is only rewritten when it changes.
file(READ "${INPUT}" lines)
# CMake lists are split at ';' and held together by brackets, so that texts may hold neither while they are a list.
string(REPLACE ";" "," lines "${lines}")
string(REPLACE "[" "<" lines "${lines}")
string(REPLACE "]" ">" lines "${lines}")
string(REPLACE "\n" ";" lines "${lines}")
set(section "")
set(keys "")
foreach(line IN LISTS lines)
  if(line MATCHES "^<([a-z][a-z0-9_]*)>")
    set(section "${CMAKE_MATCH_1}")
  elseif(line MATCHES "^<")
    message(FATAL_ERROR "${INPUT}: section names are snake_case and flat: ${line}")
  elseif(NOT section STREQUAL "" AND NOT section STREQUAL "language"
         AND line MATCHES "^([a-z][a-z0-9_]*)(\\.(zero|one|two|few|many|other))?[ ]*=")
    list(APPEND keys "${section}_${CMAKE_MATCH_1}")
  elseif(NOT line MATCHES "^[ ]*(#.*)?$" AND NOT section STREQUAL "language")
    message(FATAL_ERROR "${INPUT}: not a key, a section or a comment: ${line}")
  endif()
endforeach()
list(REMOVE_DUPLICATES keys)
list(LENGTH keys count)
if(count EQUAL 0)
  message(FATAL_ERROR "${INPUT}: no keys")
endif()
list(JOIN keys ",\n    " enumerators)
list(TRANSFORM keys REPLACE "(.+)" "\"\\1\"" OUTPUT_VARIABLE names)
list(JOIN names ",\n    " name_list)
set(text "// Generated from assets/languages/da.toml by cmake/text_keys.cmake; change the language file instead.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace aaben::text {

enum class Key : std::uint16_t {
    ${enumerators},
};

inline constexpr std::size_t key_count = ${count};
inline constexpr std::array<std::string_view, key_count> key_names{
    ${name_list},
};

}  // namespace aaben::text
")
set(old "")
if(EXISTS "${OUTPUT}")
  file(READ "${OUTPUT}" old)
endif()
if(NOT old STREQUAL text)
  file(WRITE "${OUTPUT}" "${text}")
endif()
