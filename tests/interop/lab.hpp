// The real mail servers of scripts/interop/lab as the tests see them: addresses, accounts, and what
// the servers saw.
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::test {

struct LabAccount {
  std::string address;
  std::string password;
};

/// A password that reached Dovecot's passdb.
struct Login {
  std::string service;  // imap, pop3, smtp
  std::string user;
  std::string server;  // the address that was asked
  std::string result;  // ok, mismatch, unknown, barred, expired …

  bool operator==(const Login&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Login& login);

/// A connection that has ended, as the server logged it.
struct ServerSession {
  std::string service;
  std::string server;
  std::map<std::string, int> commands;  // IMAP and POP3: after the login; SMTP: all

  bool operator==(const ServerSession&) const = default;
};
std::ostream& operator<<(std::ostream& out, const ServerSession& session);

struct Events {
  std::string mark;  // where the next ones begin
  std::vector<Login> logins;
  std::vector<ServerSession> sessions;
};

class Lab {
 public:
  /// The lab whose lab.json the environment variable PECPROBE_LAB names. Nothing when there is
  /// none: the servers are not available here, and the test that should have started them said why.
  static std::optional<Lab> running();

  /// `service` is a URL scheme: imap, imaps, pop3, pop3s, smtp, smtps. Nothing where that server
  /// could not be started.
  [[nodiscard]] std::optional<std::uint16_t> port(std::string_view service) const;
  [[nodiscard]] bool listens_on(std::uint16_t port) const;
  [[nodiscard]] std::string no_smtp_because() const { return text("no_smtp_because"); }
  [[nodiscard]] std::string ca_file() const { return text("ca_file"); }
  [[nodiscard]] std::string refused_recipient() const { return text("refused_recipient"); }
  /// The address of a kind of server: good, expired, self_signed …
  [[nodiscard]] std::string address(std::string_view kind) const;
  [[nodiscard]] LabAccount account(std::string_view name) const;
  /// The names of the accounts whose passwords are hard to quote, to split or to encode.
  [[nodiscard]] std::vector<std::string> special_accounts() const;

  [[nodiscard]] std::string mark() const;
  /// What happened since `mark`, when at least `sessions` of them have ended.
  [[nodiscard]] Events events(const std::string& mark, std::size_t sessions) const;
  /// All mailboxes: flags, UIDs, UIDVALIDITY.
  [[nodiscard]] nlohmann::json snapshot() const;

 private:
  explicit Lab(std::string file);
  [[nodiscard]] std::string text(const char* name) const { return m_json.at(name).get<std::string>(); }
  [[nodiscard]] std::string ask(std::vector<std::string> arguments) const;

  std::string m_folder;
  nlohmann::json m_json;
};

}  // namespace pecprobe::test
