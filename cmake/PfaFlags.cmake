# pfa_define_flags(): the flags of our own code, as three interface targets.
#   pfa_flags      language, warnings, debug information; assertions stay on
#   pfa_sanitizer  what the variant says
#   pfa_coverage   what guides the engine; for the runtime only, not for our own machinery
# The flags of PHP and libuv are in script/lib/build.sh; the sanitizers must agree with them.
# The variant cflite takes sanitizer and coverage from the environment's CFLAGS and CXXFLAGS, and the engine from its
# LIB_FUZZING_ENGINE, as the fuzzing service sets them. Its compiler is not ours to choose, so warnings do not end the build.

set(PFA_VARIANT dev CACHE STRING "dev (AddressSanitizer), fast (none), undefined (UBSan) or cflite (the environment's)")
set_property(CACHE PFA_VARIANT PROPERTY STRINGS dev fast undefined cflite)

set(PFA_ENGINE -fsanitize=fuzzer CACHE STRING "what links the fuzzing engine to a target")

function(pfa_define_flags)
  if(NOT CMAKE_C_COMPILER_ID STREQUAL "Clang" OR CMAKE_C_COMPILER_VERSION VERSION_LESS 14)
    message(FATAL_ERROR "clang 14 or newer is needed (CC=clang), this is "
      "${CMAKE_C_COMPILER_ID} ${CMAKE_C_COMPILER_VERSION}")
  endif()

  set(sanitize_dev -fsanitize=address)
  set(sanitize_fast)
  set(sanitize_undefined
    -fsanitize=undefined -fno-sanitize-recover=undefined -fno-sanitize=object-size)
  # Coverage flags of the environment are for every file; they must not guide the engine into our own machinery.
  set(sanitize_cflite -fno-sanitize=fuzzer-no-link)
  if(NOT DEFINED sanitize_${PFA_VARIANT} AND NOT PFA_VARIANT STREQUAL "fast")
    message(FATAL_ERROR "unknown PFA_VARIANT '${PFA_VARIANT}' (known: dev, fast, undefined, cflite)")
  endif()
  set(coverage -fsanitize=fuzzer-no-link -fno-sanitize-coverage=stack-depth)
  set(strict -Werror)
  if(PFA_VARIANT STREQUAL "cflite")
    set(strict)
    if(NOT CMAKE_C_FLAGS MATCHES "fuzzer-no-link")
      set(coverage)
    endif()
  endif()

  add_library(pfa_flags INTERFACE)
  target_compile_options(pfa_flags INTERFACE
    -std=c11 -D_GNU_SOURCE -UNDEBUG -O2 -g -fPIC -fno-omit-frame-pointer
    "-fmacro-prefix-map=${PROJECT_SOURCE_DIR}/="
    -Wall -Wextra ${strict} -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith
    -Wwrite-strings -Wvla -Wno-unused-parameter)
  target_include_directories(pfa_flags INTERFACE "${PROJECT_SOURCE_DIR}")

  add_library(pfa_sanitizer INTERFACE)
  target_compile_options(pfa_sanitizer INTERFACE ${sanitize_${PFA_VARIANT}})
  # fuzzer-no-link brings the empty coverage callbacks that PHP's objects call where no engine is.
  target_link_options(pfa_sanitizer INTERFACE
    ${sanitize_${PFA_VARIANT}} -fsanitize=fuzzer-no-link)

  add_library(pfa_coverage INTERFACE)
  target_compile_options(pfa_coverage INTERFACE ${coverage})
endfunction()
