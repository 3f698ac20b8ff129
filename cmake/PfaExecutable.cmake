# pfa_executable(name SOURCES ... [LIBS ...] [PHP] [ENGINE]): a program in bin/ of the build folder.
#   PHP     links libphp and libuv
#   ENGINE  the main of the engine, libFuzzer unless PFA_ENGINE says otherwise; without it the program brings its own

function(pfa_executable name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "PHP;ENGINE" "" "SOURCES;LIBS")
  add_executable(${name} ${arg_SOURCES})
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
  target_link_libraries(${name} PRIVATE pfa_flags pfa_sanitizer ${arg_LIBS})
  if(arg_PHP)
    target_link_libraries(${name} PRIVATE pfa_php)
  endif()
  if(arg_ENGINE)
    target_link_options(${name} PRIVATE ${PFA_ENGINE})
    # Engines that are archives are written in C++, and so is the standard library that they bring along.
    if(PFA_VARIANT STREQUAL "cflite")
      set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
    endif()
  endif()
endfunction()
