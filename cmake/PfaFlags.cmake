# pfa_define_flags(): the flags of our own code, as three interface targets.
#   pfa_flags      language, warnings, debug information; assertions stay on
#   pfa_sanitizer  what the variant says
#   pfa_coverage   what guides the engine; for the runtime only, not for our own machinery
# The flags of PHP and libuv are in script/lib/build.sh; the sanitizers must agree with them.

set(PFA_VARIANT dev CACHE STRING "dev (AddressSanitizer), fast (none) or undefined (UBSan)")
set_property(CACHE PFA_VARIANT PROPERTY STRINGS dev fast undefined)

function(pfa_define_flags)
  if(NOT CMAKE_C_COMPILER_ID STREQUAL "Clang" OR CMAKE_C_COMPILER_VERSION VERSION_LESS 14)
    message(FATAL_ERROR "clang 14 or newer is needed (CC=clang), this is "
      "${CMAKE_C_COMPILER_ID} ${CMAKE_C_COMPILER_VERSION}")
  endif()

  set(sanitize_dev -fsanitize=address)
  set(sanitize_fast)
  set(sanitize_undefined
    -fsanitize=undefined -fno-sanitize-recover=undefined -fno-sanitize=object-size)
  if(NOT DEFINED sanitize_${PFA_VARIANT} AND NOT PFA_VARIANT STREQUAL "fast")
    message(FATAL_ERROR "unknown PFA_VARIANT '${PFA_VARIANT}' (known: dev, fast, undefined)")
  endif()

  add_library(pfa_flags INTERFACE)
  target_compile_options(pfa_flags INTERFACE
    -std=c11 -D_GNU_SOURCE -UNDEBUG -O2 -g -fPIC -fno-omit-frame-pointer
    "-fmacro-prefix-map=${PROJECT_SOURCE_DIR}/="
    -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith
    -Wwrite-strings -Wvla -Wno-unused-parameter)
  target_include_directories(pfa_flags INTERFACE "${PROJECT_SOURCE_DIR}")

  add_library(pfa_sanitizer INTERFACE)
  target_compile_options(pfa_sanitizer INTERFACE ${sanitize_${PFA_VARIANT}})
  # fuzzer-no-link brings the empty coverage callbacks that PHP's objects call where no engine is.
  target_link_options(pfa_sanitizer INTERFACE
    ${sanitize_${PFA_VARIANT}} -fsanitize=fuzzer-no-link)

  add_library(pfa_coverage INTERFACE)
  target_compile_options(pfa_coverage INTERFACE
    -fsanitize=fuzzer-no-link -fno-sanitize-coverage=stack-depth)
endfunction()
