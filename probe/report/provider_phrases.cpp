#include "probe/report/provider_phrases.hpp"

#include "protocols/base/text.hpp"

namespace pecprobe {

namespace {

/// A person's own provider file may hold anything: nothing of it reaches a terminal as it stands, nor at any length.
constexpr std::size_t k_shown_name = 60;
constexpr std::size_t k_shown_menu = 160;

std::string count_of(std::string_view key, int number, const Wording& wording) {
  return wording.count(key, static_cast<std::uint64_t>(number));
}

/// The provider's name, with the address where its holders log in.
std::string name_and_portal(const Provider& provider, const Wording& wording) {
  const std::string name = printable(provider.name, k_shown_name);
  return provider.portal.empty() ? name
                                 : wording.text("place.with_portal", fmt::arg("provider", name),
                                                fmt::arg("portal", printable(provider.portal, k_shown_menu)));
}

ProviderPhrases general_phrases(const Wording& wording) {
  return {wording.text("place.when_two_step"), wording.text("place.app_password_any"),
          wording.text("place.protocols_any"), wording.text("place.multiuser_any"),
          wording.text("place.validity_any"),  wording.text("place.extension_any")};
}

}  // namespace

ProviderPhrases provider_phrases(const Provider* provider, const Wording& wording) {
  if (provider == nullptr) {
    return general_phrases(wording);
  }
  const std::string name = printable(provider->name, k_shown_name);
  const std::string at = name_and_portal(*provider, wording);
  const auto place = [&](const std::string& menu, std::string_view with_menu, std::string_view without) {
    return menu.empty()
               ? wording.text(without, fmt::arg("provider", at))
               : wording.text(with_menu, fmt::arg("provider", at), fmt::arg("menu", printable(menu, k_shown_menu)));
  };
  const std::string period = app_password_period(*provider, wording);
  const auto days = provider->extension_from_days;
  return {provider->app_password == AppPasswordUse::always
              ? wording.text("place.when_always", fmt::arg("provider", name))
              : wording.text("place.when_two_step"),
          place(provider->app_password_menu, "place.app_password_menu", "place.app_password_name"),
          place(provider->protocols_menu, "place.protocols_menu", "place.protocols_name"),
          place(provider->multiuser_menu, "place.multiuser_menu", "place.multiuser_name"),
          wording.text(period.empty() ? "place.validity_name" : "place.validity_period", fmt::arg("provider", name),
                       fmt::arg("period", period)),
          days ? wording.text("place.extension_days", fmt::arg("provider", name),
                              fmt::arg("days", count_of("count.days", *days, wording)))
               : wording.text("place.extension_name", fmt::arg("provider", name))};
}

std::string app_password_period(const Provider& provider, const Wording& wording) {
  if (provider.app_password_months) {
    return count_of("count.months", *provider.app_password_months, wording);
  }
  return provider.app_password_days ? count_of("count.days", *provider.app_password_days, wording) : std::string{};
}

}  // namespace pecprobe
