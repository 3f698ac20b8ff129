# pfa_php_wrapper(module): writes bin/php into the build folder: the PHP at hand with the module loaded; and bin/php-world,
# which has fuzz_world.so as well, where that can be.
# A wrapper rather than an ini file, so that -n, which run-tests.php passes on, does not lose it.

function(pfa_php_wrapper module)
  if(NOT TARGET ${module})
    return()
  endif()
  list(TRANSFORM PFA_PHP_SHARED PREPEND " -d extension=" OUTPUT_VARIABLE shared)
  list(JOIN shared "" shared)
  set(permissions OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
  file(GENERATE OUTPUT "${PROJECT_BINARY_DIR}/bin/php"
    CONTENT "#!/bin/sh
# Written by CMake: PHP with the runtime loaded.
: \"\${ASAN_OPTIONS=detect_leaks=0}\"
export ASAN_OPTIONS
exec '${PFA_PHP_BINARY}' -n${shared} -d 'extension=$<TARGET_FILE:${module}>' \"$@\"
"
    FILE_PERMISSIONS ${permissions})
  # Over AddressSanitizer nothing can be preloaded.
  if(PFA_VARIANT STREQUAL "dev" AND PFA_PHP_SANITIZED)
    return()
  endif()
  file(GENERATE OUTPUT "${PROJECT_BINARY_DIR}/bin/php-world"
    CONTENT "#!/bin/sh
# Written by CMake: PHP with the runtime and the world of a run.
exec env 'LD_PRELOAD=$<TARGET_FILE:fuzz_world>' '${PFA_PHP_BINARY}' -n${shared} \
  -d 'extension=$<TARGET_FILE:${module}>' -d 'extension=$<TARGET_FILE:fuzz_world>' \"$@\"
"
    FILE_PERMISSIONS ${permissions})
endfunction()
