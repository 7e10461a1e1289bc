# Settings and warnings as one INTERFACE target that every own target links PRIVATE; no third party sees it.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
# With CMAKE_UNITY_BUILD (scripts/test on a new tree) several sources are one for the compiler, so names of anonymous
# namespaces meet. The same function twice is shared; a file with a name of its own for what others call the same stands
# here. Most targets fit into one source: what headers and templates cost is paid once, and the compiler needs 1.3 GB at most.
set(CMAKE_UNITY_BUILD_BATCH_SIZE 40)
function(pecprobe_compile_alone)
  set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  # Paths below the tree are hashed relative to it, so that every checkout shares the cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE_PROGRAM})
endif()

add_library(pecprobe_settings INTERFACE)
target_include_directories(pecprobe_settings INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(pecprobe_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Wold-style-cast -Wcast-align -Woverloaded-virtual -Wnull-dereference -Wformat=2 -Wimplicit-fallthrough
  -fstack-protector-strong)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 reports null dereferences and free-nonheap inside its own library headers at -O2.
  target_compile_options(pecprobe_settings INTERFACE -Wno-null-dereference -Wduplicated-cond -Wlogical-op)
  if(CMAKE_BUILD_TYPE STREQUAL "Release")
    target_compile_options(pecprobe_settings INTERFACE -Wno-restrict)  # at -O3 in operator+ of its strings (GCC's PR105651)
  endif()
endif()
if(PECPROBE_DEV)
  target_compile_options(pecprobe_settings INTERFACE -Werror)
endif()
if(PECPROBE_SANITIZE)
  string(REPLACE ";" "," sanitizers "${PECPROBE_SANITIZE}")
  add_compile_options(-fsanitize=${sanitizers} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${sanitizers})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND sanitizers MATCHES "thread")
    # Boost.Asio uses fences, which g++ tells us its thread sanitizer does not see; what they order, locks order too.
    add_compile_options(-Wno-tsan)
  endif()
elseif(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  add_compile_options(-U_FORTIFY_SOURCE $<IF:$<CONFIG:Release>,-D_FORTIFY_SOURCE=3,-D_FORTIFY_SOURCE=2>)
  include(CheckCXXCompilerFlag)
  check_cxx_compiler_flag(-fcf-protection=full PECPROBE_HAS_CONTROL_FLOW_PROTECTION)  # of x86 only
  if(PECPROBE_HAS_CONTROL_FLOW_PROTECTION)
    add_compile_options(-fcf-protection=full)
  endif()
endif()
if(PECPROBE_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)  # libFuzzer sees only the code that it may count the edges of
endif()
add_link_options(-Wl,-z,relro -Wl,-z,now)
if(PECPROBE_TIDY)
  find_program(CLANG_TIDY_PROGRAM clang-tidy REQUIRED)
  set(CMAKE_CXX_CLANG_TIDY ${CLANG_TIDY_PROGRAM} --quiet)
endif()
