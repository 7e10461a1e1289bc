// Turns a wording file into a table of the program, while it is built: to read 130 kB of TOML would be a fifth of the
// CPU time of each start.
//
//   embed_wording wording.it.toml it wording_it.cpp
//
// defines `pecprobe::embedded::wording_it`. Ends with 1 and a reason where the file cannot be read.
#include "probe/report/embed/wording_toml.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

namespace {

using pecprobe::WordingEntry;

std::string literal(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.append({'\\', c});
    } else if (byte < 0x20 || byte == 0x7F) {
      out += fmt::format("\\{:03o}", byte);  // of one length, whatever stands behind it
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string source(const std::string& tag, const std::vector<WordingEntry>& entries) {
  std::string lists;
  std::string rows;
  std::size_t number = 0;
  for (const WordingEntry& entry : entries) {
    if (!entry.is_list) {
      rows += fmt::format("    {{{}, {}}},\n", literal(entry.key), literal(entry.texts.front()));
      continue;
    }
    lists += fmt::format("constexpr std::array<std::string_view, {}> k_list_{}_{} = {{\n", entry.texts.size(), tag,
                         ++number);
    for (const std::string& text : entry.texts) {
      lists += fmt::format("    {},\n", literal(text));
    }
    lists += "};\n";
    rows += fmt::format("    {{{}, {{}}, k_list_{}_{}, true}},\n", literal(entry.key), tag, number);
  }
  return fmt::format(
      "// Made by embed_wording; do not edit.\n#include \"probe/report/wording_files.hpp\"\n\n#include <array>\n\n"
      "namespace pecprobe::embedded {{\n\nnamespace {{\n\n{1}\nconstexpr std::array<WordingRow, {3}> k_rows_{0} = "
      "{{{{\n{2}}}}};\n\n}}  // namespace\n\n"
      "extern const std::span<const WordingRow> wording_{0};\nconst std::span<const WordingRow> wording_{0} = "
      "k_rows_{0};\n\n"
      "}}  // namespace pecprobe::embedded\n",
      tag, lists, rows, entries.size());
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::cerr << "usage: embed_wording FILE TAG SOURCE\n";
    return EXIT_FAILURE;
  }
  const std::string file = arguments[1];
  std::ifstream in(file, std::ios::binary);
  const std::string toml{std::istreambuf_iterator<char>(in), {}};
  if (!in) {
    std::cerr << file << ": cannot be read\n";
    return EXIT_FAILURE;
  }
  const auto entries = pecprobe::read_wording(toml);
  if (!entries) {
    std::cerr << file << ": " << entries.error() << '\n';
    return EXIT_FAILURE;
  }
  std::ofstream out(arguments[3], std::ios::binary);
  out << source(arguments[2], *entries) << std::flush;
  if (!out) {
    std::cerr << arguments[3] << ": cannot be written\n";
    return EXIT_FAILURE;
  }
  return EXIT_SUCCESS;
}
