# One static library per folder: what stands after PRIVATE is linked but not passed on.
#
#   pecprobe_layer(wire SOURCES a.cpp b.cpp LINK pecprobe_base)
#
# makes the target pecprobe_wire. What it may link is what its folder may include (scripts/lint-layers).
function(pecprobe_layer name)
  cmake_parse_arguments(arg "" "" "SOURCES;LINK;PRIVATE" ${ARGN})
  add_library(pecprobe_${name} STATIC ${arg_SOURCES})
  target_link_libraries(pecprobe_${name} PUBLIC ${arg_LINK} PRIVATE pecprobe_settings ${arg_PRIVATE})
  target_include_directories(pecprobe_${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_include_directories(pecprobe_${name} SYSTEM PUBLIC ${EXPECTED_INCLUDE_DIR})
endfunction()
