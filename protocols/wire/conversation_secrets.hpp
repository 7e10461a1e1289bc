// What one conversation made of the password (a digest, a proof), so that no server gets it into a report by repeating
// it.
#pragma once

#include "protocols/base/redactor.hpp"
#include "protocols/wire/dialogue.hpp"
#include "protocols/wire/dialogue_facts.hpp"
#include "protocols/wire/transcript.hpp"

#include <string_view>
#include <vector>

namespace pecprobe {

/// The account's own Redactor knows the password and the plain forms that hold it; this class learns what it does not
/// know from the commands that were sent.
class ConversationSecrets {
 public:
  /// `account` outlives it.
  explicit ConversationSecrets(const Redactor& account) : m_account(account) {}

  /// What stands in `command` where its `shown` has masks: as it was sent, and the last word of what it is in base64.
  void learn(const Outgoing& command);

  /// The same facts with every text of the server masked.
  [[nodiscard]] DialogueFacts masked(DialogueFacts facts) const;
  /// The signature that ends SCRAM is masked too, by its form.
  [[nodiscard]] Transcript masked(const Transcript& transcript) const;

 private:
  void add(std::string_view secret);

  const Redactor& m_account;
  std::vector<Redactor> m_redactors;  // one for each secret
};

}  // namespace pecprobe
