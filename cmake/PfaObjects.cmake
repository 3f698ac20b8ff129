# pfa_objects(name SOURCES ... [LIBS ...] [PHP]): objects that go whole into each executable which
# names them in LIBS. For definitions of libc symbols, which a linker would not pull from an archive.

function(pfa_objects name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "PHP" "" "SOURCES;LIBS")
  add_library(${name} OBJECT ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE pfa_flags pfa_sanitizer PUBLIC ${arg_LIBS})
  if(arg_PHP)
    target_link_libraries(${name} PUBLIC pfa_php_headers)
  endif()
endfunction()
