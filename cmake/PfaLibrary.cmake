# pfa_library(name SOURCES ... [LIBS ...] [PHP] [COVERAGE]): a static library.
#   PHP       sees the headers of PHP and libuv
#   COVERAGE  guides the engine: for what is under test, not for our own machinery

function(pfa_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "PHP;COVERAGE" "" "SOURCES;LIBS")
  add_library(${name} STATIC ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE pfa_flags pfa_sanitizer PUBLIC ${arg_LIBS})
  if(arg_PHP)
    target_link_libraries(${name} PUBLIC pfa_php_headers)
  endif()
  if(arg_COVERAGE)
    target_link_libraries(${name} PRIVATE pfa_coverage)
  endif()
endfunction()
