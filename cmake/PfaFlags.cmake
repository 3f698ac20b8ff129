# pfa_define_flags(): the flags of our own code, as three interface targets.
#   pfa_flags      language, warnings, debug information; assertions stay on
#   pfa_sanitizer  what the variant says
#   pfa_coverage   what guides the engine; for the runtime only, not for our own machinery
# The flags of PHP and libuv are in script/lib/build.sh; the sanitizers must agree with them.
# The variant afl is guided by AFL++: clang's callbacks, for edges and for comparisons, are answered by its run-time part. Its
# own compiler would instrument every file, our machinery too, and look at memory by calls that a run disturbs.
# The variant coverage counts lines and has no engine to guide.
# The variant cflite takes sanitizer and coverage from the environment's CFLAGS and CXXFLAGS, and the engine from its
# LIB_FUZZING_ENGINE, as the fuzzing service sets them. Its compiler is not ours to choose, so warnings do not end the build.

set(PFA_VARIANT dev CACHE STRING "dev (AddressSanitizer), fast (none), undefined (UBSan), afl, coverage or cflite (the environment's)")
set_property(CACHE PFA_VARIANT PROPERTY STRINGS dev fast undefined afl coverage cflite)

set(engine -fsanitize=fuzzer)
if(PFA_VARIANT STREQUAL "afl")
  find_file(PFA_AFL_RUNTIME NAMES afl-compiler-rt-64.o afl-compiler-rt.o PATHS "$ENV{AFL_PATH}" /usr/lib/afl /usr/local/lib/afl
    NO_DEFAULT_PATH REQUIRED DOC "the run-time part of AFL++ (package afl++)")
  find_file(PFA_AFL_DRIVER NAMES libAFLDriver.a PATHS "$ENV{AFL_PATH}" /usr/lib/afl /usr/local/lib/afl
    NO_DEFAULT_PATH REQUIRED DOC "what runs a libFuzzer target under AFL++")
  set(engine "${PFA_AFL_DRIVER}")
endif()
set(PFA_ENGINE ${engine} CACHE STRING "what links the fuzzing engine to a target")

function(pfa_define_flags)
  if(NOT CMAKE_C_COMPILER_ID STREQUAL "Clang" OR CMAKE_C_COMPILER_VERSION VERSION_LESS 14)
    message(FATAL_ERROR "clang 14 or newer is needed (CC=clang), this is "
      "${CMAKE_C_COMPILER_ID} ${CMAKE_C_COMPILER_VERSION}")
  endif()

  set(sanitize_dev -fsanitize=address)
  # Beside PHP's sources, which its build calls /usr/src/php: a report knows one place of sources.
  set(sanitize_coverage -fprofile-instr-generate -fcoverage-mapping
    "-fcoverage-prefix-map=${PROJECT_SOURCE_DIR}=/usr/src/php-fuzz-async")
  set(sanitize_undefined
    -fsanitize=undefined -fno-sanitize-recover=undefined -fno-sanitize=object-size)
  # Coverage flags of the environment are for every file; they must not guide the engine into our own machinery.
  set(sanitize_cflite -fno-sanitize=fuzzer-no-link)
  get_property(known CACHE PFA_VARIANT PROPERTY STRINGS)
  if(NOT PFA_VARIANT IN_LIST known)
    list(JOIN known ", " known)
    message(FATAL_ERROR "unknown PFA_VARIANT '${PFA_VARIANT}' (known: ${known})")
  endif()
  set(coverage -fsanitize=fuzzer-no-link -fno-sanitize-coverage=stack-depth)
  # It brings the empty coverage callbacks that PHP's objects call where no engine is.
  set(callbacks -fsanitize=fuzzer-no-link)
  if(PFA_VARIANT STREQUAL "afl")
    set(coverage -fsanitize-coverage=trace-pc-guard,trace-cmp)
    set(callbacks "${PFA_AFL_RUNTIME}")
  elseif(PFA_VARIANT STREQUAL "coverage")
    set(coverage)
  endif()
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
  target_link_options(pfa_sanitizer INTERFACE ${sanitize_${PFA_VARIANT}} ${callbacks})

  add_library(pfa_coverage INTERFACE)
  target_compile_options(pfa_coverage INTERFACE ${coverage})
endfunction()
