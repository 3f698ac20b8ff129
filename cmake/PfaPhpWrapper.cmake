# pfa_php_wrapper(module): writes bin/php into the build folder: the PHP at hand with the module loaded.
# A wrapper rather than an ini file, so that -n, which run-tests.php passes on, does not lose it.

# Where an extension the prelude needs is a shared one (the distribution's PHP), it must be named too.
function(pfa_php_shared_extensions result)
  execute_process(COMMAND "${CMAKE_COMMAND}" -E env ASAN_OPTIONS=detect_leaks=0
    "${PFA_PHP_BINARY}" -n -m OUTPUT_VARIABLE modules COMMAND_ERROR_IS_FATAL ANY)
  set(flags)
  foreach(extension sockets posix pcntl)
    if(NOT modules MATCHES "\n${extension}\n" AND EXISTS "${PFA_PHP_EXTENSION_DIR}/${extension}.so")
      string(APPEND flags " -d extension=${extension}")
    endif()
  endforeach()
  set(${result} "${flags}" PARENT_SCOPE)
endfunction()

function(pfa_php_wrapper module)
  if(NOT TARGET ${module})
    return()
  endif()
  pfa_php_shared_extensions(shared)
  file(GENERATE OUTPUT "${PROJECT_BINARY_DIR}/bin/php"
    CONTENT "#!/bin/sh
# Written by CMake: PHP with the runtime loaded.
: \"\${ASAN_OPTIONS=detect_leaks=0}\"
export ASAN_OPTIONS
exec '${PFA_PHP_BINARY}' -n${shared} -d 'extension=$<TARGET_FILE:${module}>' \"$@\"
"
    FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ
      WORLD_EXECUTE)
endfunction()
