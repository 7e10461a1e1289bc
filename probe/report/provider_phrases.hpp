// The parts of a sentence that depend on the account's provider: where to click there, how long a password lasts.
#pragma once

#include "probe/model/provider.hpp"
#include "probe/report/wording.hpp"

#include <string>

namespace pecprobe {

/// Each is a whole phrase, safe to show; general where the provider table does not know.
struct ProviderPhrases {
  std::string app_password_when;   // "If two-step verification is on,"
  std::string app_password_place;  // "at Aruba PEC (…), in Gestione account PEC → …"
  std::string protocols_place;     // where protocols are switched on
  std::string multiuser_place;     // where a delegated user reads his user name
  std::string validity;            // "at Aruba PEC it usually lasts 3 months"
  std::string extension;           // from when the password's end can be moved
};

/// `provider` null: not known.
[[nodiscard]] ProviderPhrases provider_phrases(const Provider* provider, const Wording& wording);

/// "3 months", "90 days"; empty where the table does not know how long an app password lasts.
[[nodiscard]] std::string app_password_period(const Provider& provider, const Wording& wording);

}  // namespace pecprobe
