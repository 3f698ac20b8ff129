# pfa_install_target(name): the fuzz target and what an engine wants beside it, as the component "cflite" of the
# installation: <name>, <name>_seed_corpus.zip, <name>.dict, <name>.options. The target "cflite" builds all of it.
#   cmake --build build --target cflite && cmake --install build --component cflite --prefix $OUT

function(pfa_install_target name)
  if(NOT TARGET cflite)
    set(seeds "${PROJECT_SOURCE_DIR}/corpus")
    file(GLOB files CONFIGURE_DEPENDS "${seeds}/*")
    list(TRANSFORM files REPLACE "^${seeds}/" "" OUTPUT_VARIABLE names)
    add_custom_command(OUTPUT "${PROJECT_BINARY_DIR}/seed_corpus.zip"
      COMMAND "${CMAKE_COMMAND}" -E tar cf "${PROJECT_BINARY_DIR}/seed_corpus.zip" --format=zip -- ${names}
      WORKING_DIRECTORY "${seeds}" DEPENDS ${files} VERBATIM)
    add_custom_target(cflite ALL DEPENDS "${PROJECT_BINARY_DIR}/seed_corpus.zip")
  endif()
  add_dependencies(cflite ${name})
  install(TARGETS ${name} DESTINATION . COMPONENT cflite)
  install(FILES "${PROJECT_BINARY_DIR}/seed_corpus.zip" DESTINATION . RENAME ${name}_seed_corpus.zip COMPONENT cflite)
  install(FILES "${PROJECT_SOURCE_DIR}/dict/plan.dict" DESTINATION . RENAME ${name}.dict COMPONENT cflite)
  install(FILES "${PROJECT_SOURCE_DIR}/fuzz/target.options" DESTINATION . RENAME ${name}.options COMPONENT cflite)
endfunction()
