// Reads the TOML of the provider table. Only provider_table.cpp uses it.
#pragma once

#include "probe/config/provider_table.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace pecprobe {

class ProviderTableReader {
 public:
  [[nodiscard]] static tl::expected<ProviderTable, std::string> read(std::string_view toml, RowOrigin origin);
};

}  // namespace pecprobe
