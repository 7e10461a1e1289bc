#include "probe/serve/routes/process_numbers.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace pecprobe {

std::optional<std::size_t> resident_memory() {
  std::ifstream file("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  const long page = ::sysconf(_SC_PAGESIZE);
  return file >> total >> resident && page > 0 ? std::optional(resident * static_cast<std::size_t>(page))
                                               : std::nullopt;
}

std::optional<std::size_t> open_descriptors() {
  std::error_code error;
  const std::filesystem::directory_iterator entries("/proc/self/fd", error);
  return error ? std::nullopt : std::optional(static_cast<std::size_t>(std::distance(begin(entries), end(entries))));
}

}  // namespace pecprobe
