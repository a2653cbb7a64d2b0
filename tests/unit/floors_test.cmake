# Proves that the configure step refuses what cmake/house.cmake forbids, and says why. Run by ctest:
# cmake -DHOUSE=…/cmake/house.cmake -DFOLDER=<a folder of the test's own> -P floors_test.cmake
# Each case is a small project of three rooms with one mistake in it.

# configures(name platform sync kiosk [extra]): the three rooms' words for aaben_library(); leaves `result` and `said`.
function(configures name platform sync kiosk)
  set(house "${FOLDER}/${name}")
  file(REMOVE_RECURSE "${house}")
  file(WRITE "${house}/platform/CMakeLists.txt" "aaben_library(clock ${platform})\n")
  file(WRITE "${house}/sync/CMakeLists.txt" "aaben_library(journal ${sync})\n")
  file(WRITE "${house}/kiosk/CMakeLists.txt" "aaben_library(glass ${kiosk})\n")
  file(WRITE "${house}/CMakeLists.txt" "cmake_minimum_required(VERSION 3.25)\nproject(house LANGUAGES NONE)\n"
    "include(${HOUSE})\naaben_folders(platform sync kiosk ${ARGN})\naaben_check_floors()\n")
  execute_process(COMMAND ${CMAKE_COMMAND} -S "${house}" -B "${house}/build" RESULT_VARIABLE result OUTPUT_QUIET ERROR_VARIABLE said)
  string(REGEX REPLACE "[ \n]+" " " said "${said}")
  set(result "${result}" PARENT_SCOPE)
  set(said "${said}" PARENT_SCOPE)
endfunction()

function(expect_refused sentence)
  if(result EQUAL 0 OR NOT said MATCHES "${sentence}")
    message(SEND_ERROR "expected to be refused with '${sentence}', but: ${result} ${said}")
  endif()
endfunction()

configures(sound "FLOOR platform" "FLOOR sync PURE" "FLOOR kiosk LINKS journal clock")
if(NOT result EQUAL 0)
  message(SEND_ERROR "a house without a mistake is refused: ${said}")
endif()
file(READ "${FOLDER}/sound/build/pure_rooms.txt" pure_rooms)
if(NOT pure_rooms STREQUAL "sync/\n")
  message(SEND_ERROR "the list of pure rooms is '${pure_rooms}'")
endif()

configures(upward "FLOOR platform" "FLOOR sync LINKS glass" "FLOOR kiosk")
expect_refused("'journal' \\(floor sync\\) links 'glass' \\(floor kiosk\\), which stands above it")
configures(upward_in_private "FLOOR platform PRIVATE_LINKS journal" "FLOOR sync" "FLOOR kiosk")
expect_refused("'clock' \\(floor platform\\) links 'journal' \\(floor sync\\), which stands above it")
configures(impure "FLOOR platform" "FLOOR sync" "FLOOR kiosk PURE LINKS journal")
expect_refused("'glass' is PURE but links 'journal', which is not")
configures(floorless "FLOOR platform" "" "FLOOR kiosk")
expect_refused("'journal' names no FLOOR")
configures(misplaced "FLOOR platform" "FLOOR platform" "FLOOR kiosk")
expect_refused("'journal' says FLOOR platform, but its folder is not in platform/")
configures(missing "FLOOR platform" "FLOOR sync" "FLOOR kiosk" "kiosk/cellar")
expect_refused("names the folder kiosk/cellar, which has no CMakeLists.txt")
