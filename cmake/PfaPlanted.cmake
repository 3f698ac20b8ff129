# pfa_planted(name PATCH file [EXCLUDE_FROM_ALL]): the fuzzer over a runtime with a planted bug.
# Copies runtime/ to bugs/<name>/runtime of the build folder, applies the patch there (-p1) and builds
# bugs/<name>/bin/{php-fuzz-async,fuzzcase,php}. Only the sources that the patch names are compiled again; all the
# rest is linked from the objects of the sound ones, so a patch may change no header. Call it after the targets
# runtime, true_async, php-fuzz-async, fuzzcase. Further targets:
#   <name>-objects   the patched sources compiled, nothing linked
#   <name>-trial     bin/{php-fuzz-async,exposure}, what the bench needs (where the target exposure is there)
#
# The same file, run with cmake -P, is the build step that plants.

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  file(REMOVE_RECURSE "${FOLDER}/runtime")
  file(COPY "${RUNTIME}/" DESTINATION "${FOLDER}/runtime")
  execute_process(COMMAND patch -p1 --batch --forward --fuzz=0 -i "${PATCH}"
    WORKING_DIRECTORY "${FOLDER}" RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  if(NOT result EQUAL 0)
    file(REMOVE_RECURSE "${FOLDER}/runtime")
    message(FATAL_ERROR "${PATCH} does not apply to runtime/; write it anew:\n${output}")
  endif()
  # The copies are as old as their originals; the build wants them newer than the patch.
  file(GLOB copies "${FOLDER}/runtime/*")
  file(TOUCH ${copies})
  return()
endif()

# pfa_clone_properties(to from properties...)
function(pfa_clone_properties to from)
  foreach(property ${ARGN})
    get_target_property(value ${from} ${property})
    if(value)
      set_property(TARGET ${to} PROPERTY ${property} "${value}")
    endif()
  endforeach()
endfunction()

# The names of the sources that a patch changes.
function(pfa_planted_sources result patch)
  file(STRINGS "${patch}" lines REGEX "^\\+\\+\\+ b/runtime/")
  list(TRANSFORM lines REPLACE "^\\+\\+\\+ b/runtime/([^ \t]+).*" "\\1")
  foreach(source ${lines})
    if(NOT source MATCHES "\\.c$")
      message(FATAL_ERROR "${patch} changes ${source}, and only .c files are compiled again")
    endif()
  endforeach()
  set(${result} ${lines} PARENT_SCOPE)
endfunction()

# Makes of `target` what the arguments say (STATIC, MODULE), with these sources from the copy in place of the originals.
function(pfa_planted_library clone target kind folder)
  list(TRANSFORM ARGN PREPEND "${folder}/runtime/" OUTPUT_VARIABLE copies)
  list(JOIN ARGN "|" originals)
  string(REPLACE "." "\\." originals "${originals}")
  # The objects of the target, without those that are made anew here.
  set(objects "$<FILTER:$<TARGET_OBJECTS:${target}>,EXCLUDE,/(${originals})\\.o$>")
  add_library(${clone}-objects OBJECT EXCLUDE_FROM_ALL ${copies})
  add_library(${clone} ${kind} EXCLUDE_FROM_ALL $<TARGET_OBJECTS:${clone}-objects> ${objects})
  pfa_clone_properties(${clone} ${target} LINK_LIBRARIES INTERFACE_LINK_LIBRARIES LINK_OPTIONS)
  pfa_clone_properties(${clone}-objects ${target} LINK_LIBRARIES COMPILE_DEFINITIONS COMPILE_OPTIONS C_VISIBILITY_PRESET
    POSITION_INDEPENDENT_CODE)
  if(kind STREQUAL MODULE)
    set_target_properties(${clone}-objects PROPERTIES POSITION_INDEPENDENT_CODE ON)
  endif()
  set_target_properties(${clone} PROPERTIES LINKER_LANGUAGE C PREFIX "" LIBRARY_OUTPUT_DIRECTORY "${folder}/lib"
    ARCHIVE_OUTPUT_DIRECTORY "${folder}/lib")
  # "runtime/rt_private.h" must be the copy's.
  target_include_directories(${clone}-objects BEFORE PRIVATE "${folder}")
endfunction()

function(pfa_planted_executable clone target runtime folder)
  add_executable(${clone} EXCLUDE_FROM_ALL $<TARGET_OBJECTS:${target}>)
  pfa_clone_properties(${clone} ${target} LINK_LIBRARIES LINK_OPTIONS)
  get_target_property(libraries ${clone} LINK_LIBRARIES)
  list(TRANSFORM libraries REPLACE "^runtime$" "${runtime}")
  set_target_properties(${clone} PROPERTIES LINK_LIBRARIES "${libraries}" LINKER_LANGUAGE C
    OUTPUT_NAME ${target} RUNTIME_OUTPUT_DIRECTORY "${folder}/bin")
endfunction()

function(pfa_planted name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "EXCLUDE_FROM_ALL" "PATCH" "")
  get_filename_component(patch "${arg_PATCH}" ABSOLUTE BASE_DIR "${PROJECT_SOURCE_DIR}")
  set(folder "${PROJECT_BINARY_DIR}/bugs/${name}")
  set(runtime "${PROJECT_SOURCE_DIR}/runtime")

  file(GLOB originals CONFIGURE_DEPENDS "${runtime}/*.c" "${runtime}/*.h" "${runtime}/*.def")
  string(REPLACE "${runtime}/" "${folder}/runtime/" copies "${originals}")
  add_custom_command(
    OUTPUT ${copies}
    COMMAND "${CMAKE_COMMAND}" "-DFOLDER=${folder}" "-DRUNTIME=${runtime}" "-DPATCH=${patch}"
      -P "${PROJECT_SOURCE_DIR}/cmake/PfaPlanted.cmake"
    DEPENDS ${originals} "${patch}" "${PROJECT_SOURCE_DIR}/cmake/PfaPlanted.cmake"
    COMMENT "planting ${name}"
    VERBATIM)
  add_custom_target(${name}-sources DEPENDS ${copies})

  pfa_planted_sources(patched "${patch}")
  # Configures again when another file is patched.
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${patch}")
  pfa_planted_library(${name}-runtime runtime STATIC "${folder}" ${patched})
  pfa_planted_library(${name}-true_async true_async MODULE "${folder}" ${patched})
  pfa_planted_executable(${name}-fuzz php-fuzz-async ${name}-runtime "${folder}")
  pfa_planted_executable(${name}-fuzzcase fuzzcase ${name}-runtime "${folder}")
  add_dependencies(${name}-runtime-objects ${name}-sources)
  add_dependencies(${name}-true_async-objects ${name}-sources)
  add_custom_target(${name}-objects DEPENDS ${name}-runtime-objects)
  if(TARGET exposure)
    pfa_planted_executable(${name}-exposure exposure ${name}-runtime "${folder}")
    add_custom_target(${name}-trial DEPENDS ${name}-fuzz ${name}-exposure)
  endif()

  # The wrapper goes to bin/ of what it takes for the build folder.
  set(PROJECT_BINARY_DIR "${folder}")
  pfa_php_wrapper(${name}-true_async)

  set(all ALL)
  if(arg_EXCLUDE_FROM_ALL)
    set(all)
  endif()
  add_custom_target(${name} ${all} DEPENDS ${name}-fuzz ${name}-fuzzcase ${name}-true_async)
  if(TARGET ${name}-trial)
    add_dependencies(${name} ${name}-trial)
  endif()
endfunction()
