#include "probe/cli/accounts/provider_knowledge.hpp"

#include "probe/cli/language.hpp"
#include "probe/config/own_providers.hpp"

namespace pecprobe {

tl::expected<ProviderTable, UsageError> known_providers() {
  return load_provider_table(own_provider_file(process_environment)).map_error([](const std::string& what) {
    return UsageError{Message::provider_file_unusable, what, {}};
  });
}

}  // namespace pecprobe
