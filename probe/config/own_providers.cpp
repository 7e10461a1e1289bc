#include "probe/config/own_providers.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <system_error>

namespace pecprobe {

namespace {

namespace fs = std::filesystem;

tl::unexpected<std::string> refuse(const std::string& file, std::string_view what) {
  return tl::unexpected(fmt::format("{}: {}", file, what));
}

/// `line 7: what` behind the file's name, as compilers write it.
std::string at_line(const std::string& file, std::string_view error) {
  constexpr std::string_view k_line = "line ";
  return error.starts_with(k_line) ? fmt::format("{}:{}", file, error.substr(k_line.size()))
                                   : fmt::format("{}: {}", file, error);
}

}  // namespace

std::string own_provider_file(const std::function<std::optional<std::string>(const char* name)>& environment) {
  const std::string config = environment("XDG_CONFIG_HOME").value_or("");
  if (config.starts_with('/')) {
    return config + "/pecprobe/providers.toml";
  }
  const std::string home = environment("HOME").value_or("");
  return home.empty() ? std::string{} : home + "/.config/pecprobe/providers.toml";
}

tl::expected<ProviderTable, std::string> load_provider_table(const std::string& file) {
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (file.empty() || status.type() == fs::file_type::not_found) {
    return ProviderTable::built_in();
  }
  if (error) {
    return refuse(file, error.message());
  }
  if (status.type() != fs::file_type::regular) {
    return refuse(file, "not a regular file");
  }
  std::ifstream in(file, std::ios::binary);
  std::string content;
  char byte = 0;
  while (content.size() <= k_max_provider_file && in.get(byte)) {
    content.push_back(byte);
  }
  if (content.size() > k_max_provider_file) {
    return refuse(file, "larger than 1 MiB");
  }
  if (!in.eof()) {
    return refuse(file, "cannot be read");
  }
  const auto own = ProviderTable::parse(content, RowOrigin::own_file);
  return own ? tl::expected<ProviderTable, std::string>(ProviderTable::built_in().overridden_by(*own))
             : tl::unexpected(at_line(file, own.error()));
}

}  // namespace pecprobe
