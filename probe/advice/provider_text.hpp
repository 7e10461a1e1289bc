// What is known of the providers, for a person or as JSON (`pecprobe.providers/1`).
#pragma once

#include "probe/config/provider_table.hpp"
#include "probe/report/report_sink.hpp"

#include <string>

namespace pecprobe {

/// A line per provider: id, services, certainty, name.
[[nodiscard]] std::string provider_list_text(const ProviderTable& table, Language language);
/// Everything about one provider, with the sources. Menus stay in the provider's own language.
[[nodiscard]] std::string provider_text(const Provider& provider, const ProviderTable& table, Language language);

/// All providers of the table, or the one given.
[[nodiscard]] std::string provider_list_json(const ProviderTable& table);
[[nodiscard]] std::string provider_json(const Provider& provider, const ProviderTable& table);

/// `3 months`, `90 days`, or empty where the validity of the password for mail programs is not known.
[[nodiscard]] std::string validity_text(const Provider& provider, Language language);

}  // namespace pecprobe
