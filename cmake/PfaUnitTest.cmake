# pfa_unit_test(name SOURCES ... [LIBS ...] [PHP]): a test program, run by ctest under its name from the
# repository's root. Exit code 77 means skipped.

function(pfa_unit_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "PHP" "" "SOURCES;LIBS")
  add_executable(${name} ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
  target_link_libraries(${name} PRIVATE pfa_flags pfa_sanitizer ${arg_LIBS})
  if(arg_PHP)
    target_link_libraries(${name} PRIVATE pfa_php)
  endif()
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  set_tests_properties(${name} PROPERTIES TIMEOUT 120 SKIP_RETURN_CODE 77)
endfunction()
