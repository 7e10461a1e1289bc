# What is installed of the whole tree, below any prefix; folders install what is theirs. `cpack` packs the same (Packaging.cmake).
include(GNUInstallDirs)
set(PECPROBE_UNIT_DIR lib/systemd/system CACHE STRING "Where systemd looks for units, below the prefix")

install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)
install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY probe/config/examples scripts/cluster DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Units name the program where it will be.
file(GLOB units CONFIGURE_DEPENDS scripts/systemd/*.service scripts/systemd/*.timer)
foreach(unit IN LISTS units)
  get_filename_component(name ${unit} NAME)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${unit})
  file(READ ${unit} text)
  string(REPLACE /usr/bin/pecprobe ${CMAKE_INSTALL_FULL_BINDIR}/pecprobe text "${text}")
  file(WRITE ${CMAKE_BINARY_DIR}/units/${name} "${text}")
  install(FILES ${CMAKE_BINARY_DIR}/units/${name} DESTINATION ${PECPROBE_UNIT_DIR})
endforeach()
