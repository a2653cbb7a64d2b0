# The rules of the house as CMake functions: what a library may include, and how everything is compiled.

option(AABEN_FAULTS "Build the switchable deliberate faults that the proofs must catch (tests only)" OFF)
set(AABEN_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined or thread")

add_library(aaben_flags INTERFACE)
target_compile_options(aaben_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  -Wnon-virtual-dtor -Woverloaded-virtual -Wnull-dereference -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports these inside libstdc++ and nlohmann/json at -O2; both are known false positives there.
  target_compile_options(aaben_flags INTERFACE -Wno-restrict -Wno-maybe-uninitialized -Wno-null-dereference)
endif()
if(AABEN_SANITIZE)
  target_compile_options(aaben_flags INTERFACE -fsanitize=${AABEN_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(aaben_flags INTERFACE -fsanitize=${AABEN_SANITIZE})
endif()
if(AABEN_FAULTS)
  target_compile_definitions(aaben_flags INTERFACE AABEN_FAULTS=1)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

# aaben_library(name SOURCES a.cpp … [LINKS lib …] [PRIVATE_LINKS lib …] [SYSTEM_LINKS lib …])
# Headers of folder kiosk/visit are included as "visit/fold.hpp". They are found through a link that belongs to this
# library alone, so including a header of a library that is not linked does not compile.
function(aaben_library name)
  cmake_parse_arguments(A "" "" "SOURCES;LINKS;PRIVATE_LINKS" ${ARGN})
  set(root "${CMAKE_BINARY_DIR}/include/${name}")
  file(MAKE_DIRECTORY "${root}")
  file(CREATE_LINK "${CMAKE_CURRENT_SOURCE_DIR}" "${root}/${name}" SYMBOLIC)
  if(A_SOURCES)
    add_library(${name} STATIC ${A_SOURCES})
    target_include_directories(${name} PUBLIC "${root}")
    target_link_libraries(${name} PUBLIC ${A_LINKS} PRIVATE aaben_flags ${A_PRIVATE_LINKS})
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE "${root}")
    target_link_libraries(${name} INTERFACE ${A_LINKS})
  endif()
endfunction()

# aaben_program(name SOURCES … LINKS …): an executable in build/<preset>/bin.
function(aaben_program name)
  cmake_parse_arguments(A "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${A_SOURCES})
  target_link_libraries(${name} PRIVATE ${A_LINKS} aaben_flags)
endfunction()

# aaben_test(name LABEL unit SOURCES … LINKS …): a Catch2 program, one ctest entry per program, random order.
function(aaben_test name)
  cmake_parse_arguments(A "" "LABEL;TIMEOUT" "SOURCES;LINKS;ARGS" ${ARGN})
  if(NOT A_TIMEOUT)
    set(A_TIMEOUT 300)
  endif()
  if(AABEN_SANITIZE)  # a sanitizer is that much slower
    math(EXPR A_TIMEOUT "${A_TIMEOUT} * 4")
  endif()
  add_executable(${name} ${A_SOURCES})
  target_link_libraries(${name} PRIVATE ${A_LINKS} Catch2::Catch2WithMain aaben_flags)
  target_compile_definitions(${name} PRIVATE AABEN_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
    AABEN_BIN_DIR="${CMAKE_RUNTIME_OUTPUT_DIRECTORY}")
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  add_test(NAME ${name} COMMAND ${name} --order rand ${A_ARGS} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES LABELS "${A_LABEL}" TIMEOUT ${A_TIMEOUT})
endfunction()

function(aaben_folders)
  foreach(folder ${ARGN})
    if(EXISTS "${PROJECT_SOURCE_DIR}/${folder}/CMakeLists.txt")
      add_subdirectory("${PROJECT_SOURCE_DIR}/${folder}" "${PROJECT_BINARY_DIR}/${folder}")
    endif()
  endforeach()
endfunction()
