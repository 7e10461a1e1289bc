// Arbitrary bytes as an accounts file, in TOML and as a spreadsheet writes it: read or refused with a place inside the
// file, and every row is found again at its mark.
#include "probe/config/accounts_csv.hpp"
#include "probe/config/accounts_toml.hpp"
#include "probe/config/file_descriptor.hpp"
#include "tests/fuzz/input.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>

namespace pecprobe {
namespace {

using fuzz::require;
using Rows = tl::expected<std::unique_ptr<RawRowSource>, AccountsFault>;

/// A file in memory, since a spreadsheet is read piece by piece.
FileDescriptor file_of(std::string_view bytes) {
  FileDescriptor file{::memfd_create("accounts", MFD_CLOEXEC)};
  require(::write(file.number(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  return file;
}

void read_all(const Rows& rows, std::size_t lines) {
  if (!rows) {
    require(rows.error().place.line <= lines);
    return;
  }
  while (true) {
    const auto row = (*rows)->next();
    if (!row || !*row) {
      require(row || row.error().place.line <= lines);
      return;
    }
    require((*row)->place.line <= lines);
    const auto again = (*rows)->read_again((*row)->mark);
    require(again && *again && (*again)->digest == (*row)->digest);
  }
}

}  // namespace
}  // namespace pecprobe

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pecprobe;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto ends = std::count_if(bytes.begin(), bytes.end(), [](char c) { return c == '\n' || c == '\r'; });
  const auto lines = static_cast<std::size_t>(ends) + 1;
  const FileDescriptor file = file_of(bytes);
  read_all(make_csv_rows(file.number(), std::nullopt), lines);
  read_all(make_toml_rows(bytes), lines);
  return 0;
}
