# What pfa_find_php() asks: of the environment, of php-config, of the file system and of PHP itself.

function(pfa_php_config_default result)
  set(cache "$ENV{PHP_FUZZ_ASYNC_CACHE}")
  if(cache STREQUAL "" AND NOT "$ENV{XDG_CACHE_HOME}" STREQUAL "")
    set(cache "$ENV{XDG_CACHE_HOME}/php-fuzz-async")
  elseif(cache STREQUAL "")
    set(cache "$ENV{HOME}/.cache/php-fuzz-async")
  endif()
  set(${result} "${cache}/${PFA_VARIANT}/bin/php-config" PARENT_SCOPE)
endfunction()

# pfa_find_first(result prefix names...): the library in the prefix, else the system's. Not cached, since
# PHP_CONFIG may name another prefix tomorrow.
function(pfa_find_first result prefix)
  find_library(found NAMES ${ARGN} PATHS "${prefix}/lib" NO_DEFAULT_PATH NO_CACHE)
  find_library(found NAMES ${ARGN} NO_CACHE)
  if(NOT found)
    message(FATAL_ERROR "none of ${ARGN} in ${prefix}/lib nor on the system; "
      "a PHP built with --enable-embed and libuv (package libuv1-dev) are needed")
  endif()
  set(${result} "${found}" PARENT_SCOPE)
endfunction()

function(pfa_php_ask result option)
  execute_process(COMMAND "${PHP_CONFIG}" ${option}
    OUTPUT_VARIABLE answer OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  set(${result} "${answer}" PARENT_SCOPE)
endfunction()

# Which extensions the prelude needs are shared ones, as in the distribution's PHP?
function(pfa_php_find_shared result binary extension_dir)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E env ASAN_OPTIONS=detect_leaks=0 "${binary}" -n -m
    OUTPUT_VARIABLE modules COMMAND_ERROR_IS_FATAL ANY)
  set(shared)
  foreach(extension sockets posix pcntl)
    if(NOT modules MATCHES "\n${extension}\n" AND EXISTS "${extension_dir}/${extension}.so")
      list(APPEND shared ${extension})
    endif()
  endforeach()
  set(${result} "${shared}" PARENT_SCOPE)
endfunction()

# Is there a header of that name in one of the directories?
function(pfa_php_has_header result name)
  find_path(found "${name}" PATHS ${ARGN} NO_DEFAULT_PATH NO_CACHE)
  if(found)
    set(${result} ON PARENT_SCOPE)
  else()
    set(${result} OFF PARENT_SCOPE)
  endif()
endfunction()
