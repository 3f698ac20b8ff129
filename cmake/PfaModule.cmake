# pfa_module(name SOURCES ...): a loadable PHP extension, lib/<name>.so of the build folder.
# It carries the sanitizer only where PHP does, because its run-time part comes from PHP's executable,
# and no coverage. The caller adds COMPILE_DL_<NAME>.

function(pfa_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES")
  add_library(${name} MODULE ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES
    PREFIX "" LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib" C_VISIBILITY_PRESET hidden)
  target_link_libraries(${name} PRIVATE pfa_flags pfa_php_headers "${PFA_UV_LIBRARY}" pthread dl)
  target_link_options(${name} PRIVATE -Wl,--exclude-libs,ALL)
  if(PFA_PHP_SANITIZED)
    target_link_libraries(${name} PRIVATE pfa_sanitizer)
  endif()
endfunction()
