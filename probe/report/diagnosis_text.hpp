// A diagnosis in words: what every format that a person reads says about it.
#pragma once

#include "probe/model/report.hpp"
#include "probe/report/provider_phrases.hpp"
#include "probe/report/shown_account.hpp"
#include "probe/report/wording.hpp"

#include <string>

namespace pecprobe {

/// What the sentences about a code may name, safe to show.
struct Subject {
  std::string host;
  std::string port;
  std::string service;  // "IMAP"
  std::string address;  // of the mailbox
  std::string login;
  ProviderPhrases at_provider;
};
/// `provider` null: not known, and advice stays general.
[[nodiscard]] Subject subject_of(const Account& account, const Endpoint& endpoint, const Provider* provider,
                                 const Wording& wording);

/// "IMAP", "POP3", "SMTP".
[[nodiscard]] std::string service_name(Protocol protocol);

[[nodiscard]] DiagnosisText describe(const Diagnosis& diagnosis, const Subject& subject, const Wording& wording);

/// A warning's sentence, its detail behind it in brackets.
[[nodiscard]] std::string describe(const Warning& warning, const Wording& wording);

}  // namespace pecprobe
