// Arbitrary bytes as a scenario file: read as a whole or refused with its place in one line.
#include "fixtures/script/parse_scenario.hpp"
#include "tests/fuzz/input.hpp"

#include <string>

namespace {

/// A scenario that is like itself, and one that is not there.
std::optional<std::string> other_scenario(std::string_view name) {
  return name == "good"      ? std::optional<std::string>("title \"Good\"\nsource none\n")
         : name == "endless" ? std::optional<std::string>("like endless\n")
                             : std::nullopt;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using pecprobe::fuzz::require;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto scenario = pecmock::parse_scenario("group/name.scn", text, other_scenario);
  if (scenario) {
    require(!scenario->title.empty() && !scenario->sources.empty());
    require(pecmock::protocols_of(*scenario).size() <= 3);
  } else {
    require(scenario.error().find(".scn:") != std::string::npos);
    require(scenario.error().find('\n') == std::string::npos);
  }
  return 0;
}
