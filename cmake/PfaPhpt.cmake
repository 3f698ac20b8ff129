# pfa_phpt(name DIR dir [RUNNER_ARGS ...]): a ctest test that runs the .phpt files of a directory with
# PHP's own run-tests.php. Fails when one fails and when none ran.

function(pfa_phpt name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "DIR" "RUNNER_ARGS")
  get_filename_component(dir "${arg_DIR}" ABSOLUTE BASE_DIR "${CMAKE_CURRENT_SOURCE_DIR}")
  get_filename_component(bin "${PHP_CONFIG}" DIRECTORY)
  add_test(NAME ${name}
    COMMAND sh "${PROJECT_SOURCE_DIR}/script/lib/phpt.sh" "${PROJECT_BINARY_DIR}/bin/php"
      "${bin}/../share/run-tests.php" "${dir}" ${arg_RUNNER_ARGS}
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
  set_tests_properties(${name} PROPERTIES TIMEOUT 600)
endfunction()
