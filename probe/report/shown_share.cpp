#include "probe/report/shown_share.hpp"

#include "protocols/base/text.hpp"

namespace pecprobe {

namespace {

constexpr std::size_t k_shortest_local_part = 4;  // shorter ones, such as "pec", stand in every text

/// Names what the account is about, so that it is found wherever else it stands.
void learn(const ShownAccount& account, Aliases& aliases) {
  const std::string& address = account.address;
  const std::string alias = aliases.alias(AliasKind::account, address);
  const std::string login = aliases.alias(AliasKind::login, account.login);
  aliases.add_spelling(base64_encode(address), alias);  // as it travels in AUTH LOGIN
  aliases.add_spelling(base64_encode(account.login), login);
  if (const auto at = address.rfind('@'); at != std::string::npos) {
    static_cast<void>(aliases.alias(AliasKind::host, address.substr(at + 1)));
    if (at >= k_shortest_local_part) {
      aliases.add_spelling(address.substr(0, at), alias);
    }
  }
  for (const ShownService& service : account.services) {
    static_cast<void>(aliases.alias(AliasKind::host, service.endpoint.host));
    static_cast<void>(aliases.alias(AliasKind::ip, service.address));
    if (service.tls && !service.tls->chain.empty()) {
      for (const std::string& name : service.tls->chain.front().names) {
        static_cast<void>(aliases.alias(AliasKind::host, name));
      }
    }
  }
}

/// `text` without the part of a word before each `…`: half an address is no longer known as one.
std::string without_halved_words(std::string_view text) {
  constexpr std::string_view k_cut = "…";
  std::string out;
  for (auto cut = text.find(k_cut); cut != std::string_view::npos; cut = text.find(k_cut)) {
    const auto space = text.substr(0, cut).rfind(' ');
    out += text.substr(0, space == std::string_view::npos ? 0 : space + 1);
    out += k_cut;
    text.remove_prefix(cut + k_cut.size());
  }
  return out.append(text);
}

/// Replaces in every text of an account.
class ShownMasker {
 public:
  explicit ShownMasker(Aliases& aliases) : m_aliases(aliases) {}

  void mask(ShownAccount& account) {
    account.address = m_aliases.alias(AliasKind::account, account.address);
    account.login = m_aliases.alias(AliasKind::login, account.login);
    mask(account.warnings);
    for (ShownService& service : account.services) {
      mask(service);
    }
    label_services(account.services);
    account.source.reset();  // a path names people and places
  }

 private:
  void text(std::string& value) { value = m_aliases.mask(without_halved_words(value)); }
  void texts(std::vector<std::string>& values) {
    for (std::string& value : values) {
      text(value);
    }
  }

  void mask(std::vector<ShownWarning>& warnings) {
    for (ShownWarning& warning : warnings) {
      text(warning.text);
    }
  }

  void mask(ShownDiagnosis& diagnosis) {
    text(diagnosis.text.title);
    text(diagnosis.text.cause);
    texts(diagnosis.text.advice);
    text(diagnosis.text.tell_provider);
    for (HypothesisText& hypothesis : diagnosis.text.hypotheses) {
      text(hypothesis.why);
      text(hypothesis.settle);
    }
    for (Evidence& fact : diagnosis.evidence) {
      text(fact.text);
    }
  }

  void mask(ShownTls& tls) {
    for (CertificateFacts& certificate : tls.chain) {
      text(certificate.subject);
      text(certificate.issuer);
      for (std::string& name : certificate.names) {
        name = m_aliases.alias(AliasKind::host, name);
      }
      certificate.sha256 = m_aliases.alias(AliasKind::id, certificate.sha256);
    }
  }

  void mask(ShownService& service) {
    service.endpoint.host = m_aliases.alias(AliasKind::host, service.endpoint.host);
    service.address = m_aliases.alias(AliasKind::ip, service.address);
    mask(service.diagnosis);
    mask(service.warnings);
    texts(service.alerts);
    texts(service.capabilities.before_tls);
    texts(service.capabilities.after_tls);
    texts(service.capabilities.after_login);
    text(service.auth.mechanism);
    for (ShownStep& step : service.steps) {
      text(step.detail);
    }
    if (service.tls) {
      mask(*service.tls);
    }
    for (TranscriptEntry& entry : service.dialogue) {
      text(entry.text);
    }
  }

  Aliases& m_aliases;
};

}  // namespace

ShownAccount share(ShownAccount account, Aliases& aliases) {
  learn(account, aliases);
  ShownMasker(aliases).mask(account);
  return account;
}

}  // namespace pecprobe
