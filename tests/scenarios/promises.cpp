#include "tests/scenarios/promises.hpp"

#include "tests/scenarios/password_forms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace pecprobe::test {

namespace {

using pecmock::JournalEntry;
using pecmock::ProbeMode;
using Kind = JournalEntry::Kind;
using Json = nlohmann::json;

const std::set<std::string_view>& allowed_commands(Protocol protocol) {
  static const std::set<std::string_view> imap = {"CAPABILITY", "STARTTLS", "AUTHENTICATE",
                                                  "LOGIN",      "EXAMINE",  "LOGOUT"};
  static const std::set<std::string_view> pop3 = {"CAPA", "STLS", "AUTH", "APOP", "USER", "PASS", "STAT", "QUIT"};
  static const std::set<std::string_view> smtp = {"EHLO", "HELO", "STARTTLS", "AUTH", "MAIL", "RCPT", "RSET", "QUIT"};
  switch (protocol) {
    case Protocol::imap: return imap;
    case Protocol::pop3: return pop3;
    case Protocol::smtp: return smtp;
  }
  return imap;
}

bool begins_login(std::string_view verb) {
  constexpr std::array k_verbs = {"AUTHENTICATE", "LOGIN", "AUTH", "APOP", "USER", "PASS"};
  return std::find(k_verbs.begin(), k_verbs.end(), verb) != k_verbs.end();
}

/// A line of a SASL exchange, which the journal shows as its length or as the cancelling star.
bool is_response(const JournalEntry& entry) { return entry.text.starts_with('<') || entry.text == "*"; }

/// What a raw server read is a password at worst: the journal has its pattern only.
bool is_raw(const JournalEntry& entry) { return entry.text.starts_with("fits "); }

std::string verb_of(const JournalEntry& entry) {
  std::string_view text = entry.text;
  if (entry.protocol == Protocol::imap) {
    text.remove_prefix(std::min(text.find(' '), text.size() - 1) + 1);  // the tag
  }
  return std::string(text.substr(0, text.find(' ')));
}

std::string where(const JournalEntry& entry) {
  return fmt::format("{}: \"{}\" ({}, event {})", to_string(entry.protocol), entry.text, to_string(entry.kind),
                     entry.number);
}

/// The services that were reached over TLS that held in every respect, as the report tells it.
std::set<Protocol> services_with_verified_tls(const Json& report) {
  std::set<Protocol> verified;
  for (const Json& service : report.at("accounts").at(0).at("services")) {
    const Json& tls = service.at("tls");
    if (!tls.is_null() && tls.at("verify") == "ok" && tls.at("host_match") == true) {
      verified.insert(*std::find_if(k_protocols.begin(), k_protocols.end(),
                                    [&](Protocol protocol) { return service.at("protocol") == to_string(protocol); }));
    }
  }
  return verified;
}

class JournalReading {
 public:
  JournalReading(const ClientRun& run, ProbeMode mode)
      : m_verified(services_with_verified_tls(run.report)), m_mode(mode) {
    for (const JournalEntry& entry : run.journal) {
      read(entry);
    }
  }

  [[nodiscard]] const std::vector<std::string>& faults() const { return m_faults; }

 private:
  void read(const JournalEntry& entry) {
    switch (entry.kind) {
      case Kind::connected:
        if (++m_connections[entry.protocol] > 1) {
          blame("connected again", entry);
        }
        break;
      case Kind::command: read_command(entry); break;
      case Kind::login:
        if (++m_logins[entry.protocol] > 1) {
          blame("a second login attempt", entry);
        }
        demand_verified_tls(entry);
        break;
      case Kind::message: blame("a message was submitted", entry); break;
      case Kind::mismatch: blame("said what the server did not expect", entry); break;
      case Kind::discarded: blame("went on in clear behind STARTTLS", entry); break;
      case Kind::handshake:
      case Kind::handshake_failed:
      case Kind::disconnected: break;
    }
  }

  void read_command(const JournalEntry& entry) {
    if (is_raw(entry)) {
      return;
    }
    if (is_response(entry)) {
      if (!begins_login(m_last_verb[entry.connection])) {
        blame("not a command", entry);
      }
      demand_verified_tls(entry);
      return;
    }
    const std::string verb = verb_of(entry);
    m_last_verb[entry.connection] = verb;
    if (!allowed_commands(entry.protocol).contains(verb)) {
      blame("not a command of a check", entry);
    }
    // Inside TLS nothing at all is said to a server that did not prove who it is.
    if (entry.encrypted || begins_login(verb)) {
      demand_verified_tls(entry);
    }
  }

  void demand_verified_tls(const JournalEntry& entry) {
    const bool is_allowed_in_clear = m_mode == ProbeMode::cleartext && !entry.encrypted;
    if (!is_allowed_in_clear && !(entry.encrypted && m_verified.contains(entry.protocol))) {
      blame("outside verified TLS", entry);
    }
  }

  void blame(std::string_view what, const JournalEntry& entry) {
    m_faults.push_back(fmt::format("{}: {}", what, where(entry)));
  }

  std::set<Protocol> m_verified;
  ProbeMode m_mode;
  std::map<Protocol, int> m_connections;
  std::map<Protocol, int> m_logins;
  std::map<std::uint64_t, std::string> m_last_verb;  // by connection
  std::vector<std::string> m_faults;
};

}  // namespace

std::vector<std::string> broken_promises(const ClientRun& run, ProbeMode mode) {
  return JournalReading(run, mode).faults();
}

std::vector<std::string> betrayals(const ClientRun& run, const pecmock::ProbeSpec& probe) {
  std::vector<std::string> found;
  const std::string& login = probe.login.empty() ? probe.address : probe.login;
  std::vector<PasswordForm> forms = forms_of_password(probe.password, login);
  for (const std::string& response : run.responses) {
    const std::vector<PasswordForm> sent = forms_of_response(response, login);
    forms.insert(forms.end(), sent.begin(), sent.end());
  }
  for (const Writing& writing : run.writings) {
    for (const PasswordForm& form : forms) {
      if (writing.bytes.find(form.bytes) != std::string::npos) {
        found.push_back(fmt::format("{} holds the password ({})", writing.name, form.name));
      }
    }
  }
  return found;
}

}  // namespace pecprobe::test
