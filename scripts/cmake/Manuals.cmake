# Manual pages and completions, written by the built programs' own tables (scripts/gen-docs) and installed where man and the
# shells look. Without Python, or when the programs are for another system, a build has none.
include(GNUInstallDirs)
find_package(Python3 COMPONENTS Interpreter)
if(NOT Python3_FOUND OR CMAKE_CROSSCOMPILING)
  message(STATUS "No Python to write manual pages and completions with: there will be none")
  return()
endif()

set(PECPROBE_MANUALS ${CMAKE_BINARY_DIR}/manuals)
file(GLOB docgen CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/scripts/docgen/*.py)
add_custom_command(OUTPUT ${PECPROBE_MANUALS}/stamp
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${PECPROBE_MANUALS}
  COMMAND ${CMAKE_COMMAND} -E env PYTHONDONTWRITEBYTECODE=1 ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/scripts/gen-docs
          --install ${PECPROBE_MANUALS} --programs $<TARGET_FILE:pecprobe> $<TARGET_FILE:pecmock>
  COMMAND ${CMAKE_COMMAND} -E touch ${PECPROBE_MANUALS}/stamp
  DEPENDS pecprobe pecmock ${CMAKE_SOURCE_DIR}/scripts/gen-docs ${docgen}
  COMMENT "Writing manual pages and completions" VERBATIM)
add_custom_target(manuals ALL DEPENDS ${PECPROBE_MANUALS}/stamp)
install(DIRECTORY ${PECPROBE_MANUALS}/man/ DESTINATION ${CMAKE_INSTALL_MANDIR})
foreach(folder bash-completion zsh fish)
  install(DIRECTORY ${PECPROBE_MANUALS}/${folder} DESTINATION ${CMAKE_INSTALL_DATADIR})
endforeach()
