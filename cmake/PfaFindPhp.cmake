# pfa_find_php(): PHP and libuv, as interface targets.
#   pfa_php_headers  include directories and definitions
#   pfa_php          the same, and libphp, libuv and the libraries PHP wants
# Also sets in the caller: PFA_PHP_BINARY, PFA_UV_LIBRARY, PFA_PHP_SANITIZED (PHP itself carries the
# variant's sanitizer) and PFA_PHP_SHARED (the extensions of the prelude that PHP must load; none where PHP
# has them built in). C code sees the latter as ini lines in PFA_PHP_SHARED_INI, a string literal.

include(PfaAskPhp)

function(pfa_find_php)
  pfa_php_config_default(default)
  set(PHP_CONFIG "${default}" CACHE FILEPATH "php-config of the PHP to embed")
  if(NOT EXISTS "${PHP_CONFIG}")
    message(FATAL_ERROR "no ${PHP_CONFIG}: run script/setup --variant ${PFA_VARIANT}, "
      "or name another PHP with -DPHP_CONFIG=/path/php-config")
  endif()

  pfa_php_ask(prefix --prefix)
  pfa_php_ask(includes --includes)
  pfa_php_ask(libs --libs)
  pfa_php_ask(options --configure-options)
  pfa_php_ask(binary --php-binary)
  pfa_php_ask(extension_dir --extension-dir)
  pfa_find_first(php_library "${prefix}" libphp.a php php8.2)
  pfa_find_first(uv_library "${prefix}" libuv.a uv)
  find_path(uv_include uv.h HINTS "${prefix}/include" NO_CACHE)

  separate_arguments(includes UNIX_COMMAND "${includes}")
  list(TRANSFORM includes REPLACE "^-I" "")
  # A shared libphp brings what it needs along; naming it would ask for development packages.
  if(php_library MATCHES "\\.a$")
    separate_arguments(libs UNIX_COMMAND "${libs}")
  else()
    set(libs)
  endif()

  # Zend's arena has another layout where PHP was built with its own ASan option.
  set(definitions)
  string(FIND "${options}" "--enable-address-sanitizer" with_asan)
  string(FIND "${options}" "--enable-undefined-sanitizer" with_ubsan)
  if(NOT with_asan EQUAL -1)
    set(definitions ZEND_TRACK_ARENA_ALLOC)
    if(NOT PFA_VARIANT STREQUAL "dev" AND NOT CMAKE_C_FLAGS MATCHES "-fsanitize=address")
      message(FATAL_ERROR "${PHP_CONFIG} belongs to a PHP with AddressSanitizer: use the preset dev")
    endif()
  endif()
  # PHP's own configuration does not tell of extensions that are shared. Whether this one is loaded, the runtime finds
  # out when it starts.
  pfa_php_has_header(with_sockets ext/sockets/php_sockets.h ${includes})
  if(with_sockets)
    list(APPEND definitions HAVE_SOCKETS=1)
  endif()
  set(sanitized OFF)
  if(NOT with_asan EQUAL -1 OR NOT with_ubsan EQUAL -1)
    set(sanitized ON)
  endif()

  add_library(pfa_php_headers INTERFACE)
  target_include_directories(pfa_php_headers SYSTEM INTERFACE ${includes} "${uv_include}")
  pfa_php_find_shared(shared "${binary}" "${extension_dir}")
  list(TRANSFORM shared REPLACE "(.+)" "extension=\\1\\\\n" OUTPUT_VARIABLE ini)
  list(JOIN ini "" ini)
  target_compile_definitions(pfa_php_headers INTERFACE ${definitions} "PFA_PHP_SHARED_INI=\"${ini}\"")
  add_library(pfa_php INTERFACE)
  target_link_libraries(pfa_php INTERFACE
    pfa_php_headers "${php_library}" "${uv_library}" ${libs} pthread dl)

  set(PFA_UV_LIBRARY "${uv_library}" PARENT_SCOPE)
  set(PFA_PHP_BINARY "${binary}" PARENT_SCOPE)
  set(PFA_PHP_SHARED "${shared}" PARENT_SCOPE)
  set(PFA_PHP_SANITIZED ${sanitized} PARENT_SCOPE)
endfunction()
