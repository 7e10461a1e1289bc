# Turns a text file into a constant of the program; an edit of the file rebuilds it.
#
#   pecprobe_embed(TARGET pecprobe_report NAME report_css FILE ${CMAKE_CURRENT_SOURCE_DIR}/html/report.css)
#
# defines `pecprobe::embedded::report_css`, which the user of it declares himself:
#
#   namespace pecprobe::embedded { extern const std::string_view report_css; }
#
# Run with `cmake -P` and -DINPUT, -DOUTPUT, -DNAME, this same file writes the source.
if(CMAKE_SCRIPT_MODE_FILE)
  file(READ "${INPUT}" content)
  set(fence "pecprobe_file")
  string(FIND "${content}" ")${fence}\"" clash)
  if(NOT clash EQUAL -1)
    message(FATAL_ERROR "${INPUT} holds the end of a raw string: )${fence}\"")
  endif()
  file(WRITE "${OUTPUT}" "// Made from ${INPUT}; do not edit.\n#include <string_view>\n\nnamespace pecprobe::embedded {\n"
       "extern const std::string_view ${NAME};\nconst std::string_view ${NAME} = R\"${fence}(${content})${fence}\";\n"
       "}  // namespace pecprobe::embedded\n")
  return()
endif()

set(PECPROBE_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})

function(pecprobe_embed)
  cmake_parse_arguments(arg "" "TARGET;NAME;FILE" "" ${ARGN})
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded_${arg_NAME}.cpp)
  add_custom_command(OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DINPUT=${arg_FILE} -DOUTPUT=${source} -DNAME=${arg_NAME} -P ${PECPROBE_EMBED_SCRIPT}
    DEPENDS ${arg_FILE} ${PECPROBE_EMBED_SCRIPT}
    COMMENT "Embedding ${arg_FILE}" VERBATIM)
  target_sources(${arg_TARGET} PRIVATE ${source})
  pecprobe_compile_alone(${source})
endfunction()

# Embeds wording files (wording.TAG.toml), each as the table that embed_wording makes of it, and the table of them, wording_files() of
# probe/report/wording_files.hpp: every file that is named is a language.
set(PECPROBE_WORDING_TEMPLATE ${CMAKE_SOURCE_DIR}/probe/report/wording_files.cpp.in)
function(pecprobe_embed_wordings)
  cmake_parse_arguments(arg "" "TARGET" "FILES" ${ARGN})
  foreach(file IN LISTS arg_FILES)
    string(REGEX REPLACE ".*/wording\\.(.*)\\.toml" "\\1" tag ${file})
    set(source ${CMAKE_CURRENT_BINARY_DIR}/wording_${tag}.cpp)
    add_custom_command(OUTPUT ${source} COMMAND embed_wording ${file} ${tag} ${source} DEPENDS ${file} COMMENT "Embedding ${file}" VERBATIM)
    target_sources(${arg_TARGET} PRIVATE ${source})
    pecprobe_compile_alone(${source})
    string(APPEND wording_declarations "extern const std::span<const WordingRow> wording_${tag};\n")
    string(APPEND wording_rows "      {\"${tag}\", embedded::wording_${tag}},\n")
  endforeach()
  configure_file(${PECPROBE_WORDING_TEMPLATE} ${CMAKE_CURRENT_BINARY_DIR}/wording_files.cpp @ONLY)
  target_sources(${arg_TARGET} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/wording_files.cpp)
  pecprobe_compile_alone(${CMAKE_CURRENT_BINARY_DIR}/wording_files.cpp)  # a program may bring a table of its own
endfunction()
