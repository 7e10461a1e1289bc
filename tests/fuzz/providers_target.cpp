// Arbitrary bytes as a providers file: read as a whole or refused with one line, and what was read answers questions.
#include "probe/config/provider_table.hpp"
#include "tests/fuzz/input.hpp"

namespace pecprobe {
namespace {

void ask(const ProviderTable& table) {
  for (const Provider& provider : table.providers()) {
    fuzz::require(table.find_provider(provider.id) != nullptr);
    static_cast<void>(table.wrong_hosts_of(provider));
  }
  for (const char* address : {"ditta@pec.it", "ditta@legalmail.example", "@", ""}) {
    static_cast<void>(table.infer_provider(address));
    static_cast<void>(table.possible_provider(address));
    static_cast<void>(table.closed_service(address));
  }
  static_cast<void>(table.wrong_host("imap.pec.it"));
  static_cast<void>(table.provider_of_exchangers({"mx.pec.it"}));
}

void read_as(std::string_view toml, RowOrigin origin) {
  const auto table = ProviderTable::parse(toml, origin);
  if (!table) {
    fuzz::require(!table.error().empty());
    return;
  }
  ask(*table);
  ask(ProviderTable::built_in().overridden_by(*table));
}

}  // namespace
}  // namespace pecprobe

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view toml(reinterpret_cast<const char*>(data), size);
  pecprobe::read_as(toml, pecprobe::RowOrigin::own_file);
  pecprobe::read_as(toml, pecprobe::RowOrigin::built_in);
  return 0;
}
