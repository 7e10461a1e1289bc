#include "probe/model/share.hpp"

#include "protocols/base/text.hpp"

#include <optional>

namespace pecprobe {

namespace {

constexpr std::size_t k_shortest_local_part = 4;  // shorter ones, such as "pec", stand in every text

/// Names what the result is about, so that it is found wherever else it stands.
void learn(const AccountResult& result, Aliases& aliases) {
  const std::string& address = result.account.address;
  const std::string account = aliases.alias(AliasKind::account, address);
  const std::string login = aliases.alias(AliasKind::login, result.account.login);
  aliases.add_spelling(base64_encode(address), account);  // as it travels in AUTH LOGIN
  aliases.add_spelling(base64_encode(result.account.login), login);
  if (const auto at = address.rfind('@'); at != std::string::npos) {
    static_cast<void>(aliases.alias(AliasKind::host, address.substr(at + 1)));
    if (at >= k_shortest_local_part) {
      aliases.add_spelling(address.substr(0, at), account);
    }
  }
  for (const Endpoint& endpoint : result.account.endpoints) {
    static_cast<void>(aliases.alias(AliasKind::host, endpoint.host));
  }
  for (const ServiceResult& service : result.services) {
    static_cast<void>(aliases.alias(AliasKind::host, service.facts.endpoint.host));
    if (service.facts.tls && !service.facts.tls->chain.empty()) {
      for (const std::string& name : service.facts.tls->chain.front().names) {
        static_cast<void>(aliases.alias(AliasKind::host, name));
      }
    }
  }
}

/// Replaces in every text of a result; each function covers one kind of value.
class Masker {
 public:
  explicit Masker(Aliases& aliases) : m_aliases(aliases) {}

  void mask(AccountResult& result) {
    mask(result.account);
    for (ServiceResult& service : result.services) {
      mask(service.facts);
      mask(service.diagnosis);
      mask(service.warnings);
    }
    mask(result.warnings);
  }

 private:
  void text(std::string& value) { value = m_aliases.mask(value); }
  void whole(AliasKind kind, std::string& value) { value = m_aliases.alias(kind, value); }
  void texts(std::vector<std::string>& values) {
    for (std::string& value : values) {
      text(value);
    }
  }

  void mask(Account& account) {
    whole(AliasKind::account, account.address);
    whole(AliasKind::login, account.login);
    for (Endpoint& endpoint : account.endpoints) {
      whole(AliasKind::host, endpoint.host);
    }
  }

  void mask(ServiceFacts& facts) {
    whole(AliasKind::host, facts.endpoint.host);
    for (std::string& address : facts.resolve.addresses) {
      whole(AliasKind::ip, address);
    }
    text(facts.resolve.error);
    for (AddressAttempt& attempt : facts.connect.attempts) {
      whole(AliasKind::ip, attempt.address);
      text(attempt.error);
    }
    if (facts.connect.address) {
      whole(AliasKind::ip, *facts.connect.address);
    }
    if (facts.tls) {
      mask(*facts.tls);
    }
    mask(facts.dialogue);
    mask(facts.transcript);
  }

  void mask(TlsFacts& tls) {
    text(tls.failure_text);
    text(tls.not_tls_bytes);
    for (CertificateFacts& certificate : tls.chain) {
      text(certificate.subject);
      text(certificate.issuer);
      for (std::string& name : certificate.names) {
        whole(AliasKind::host, name);
      }
      whole(AliasKind::id, certificate.sha256);
    }
    for (VerifyError& error : tls.verify_errors) {
      text(error.text);
    }
  }

  void mask(std::optional<Reply>& reply) {
    if (reply) {
      text(reply->response_arguments);
      text(reply->text);
      texts(reply->lines);
    }
  }

  void mask(DialogueFacts& dialogue) {
    for (auto* reply :
         {&dialogue.greeting, &dialogue.capability_reply, &dialogue.starttls_reply, &dialogue.auth.reply,
          &dialogue.mailbox_reply, &dialogue.sender_reply, &dialogue.recipient_reply, &dialogue.farewell}) {
      mask(*reply);
    }
    for (auto* list : {&dialogue.before_tls, &dialogue.after_tls, &dialogue.after_login, &dialogue.alerts}) {
      texts(*list);
    }
    text(dialogue.unexpected);
    text(dialogue.protocol_error);
  }

  void mask(Transcript& transcript) {
    Transcript masked;
    for (TranscriptEntry entry : transcript.entries()) {
      text(entry.text);
      masked.add(std::move(entry));
    }
    for (std::size_t i = 0; i < transcript.dropped(); ++i) {
      masked.add({TranscriptEntry::Kind::note, false, {}, {}});  // it is full: counted, as before, and not kept
    }
    transcript = std::move(masked);
  }

  void mask(Diagnosis& diagnosis) {
    for (Evidence& evidence : diagnosis.evidence) {
      text(evidence.text);
    }
    text(diagnosis.detail);
  }

  void mask(std::vector<Warning>& warnings) {
    for (Warning& warning : warnings) {
      text(warning.detail);
    }
  }

  Aliases& m_aliases;
};

}  // namespace

AccountResult share(AccountResult result, Aliases& aliases) {
  learn(result, aliases);
  Masker(aliases).mask(result);
  return result;
}

}  // namespace pecprobe
