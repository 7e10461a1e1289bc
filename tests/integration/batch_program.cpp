#include "tests/integration/batch_program.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace pecprobe::test {

using nlohmann::json;
using pecmock::JournalEntry;

namespace {

std::string mailboxes() {
  std::string statements;
  for (int i = 1; i <= k_accounts; ++i) {
    statements += fmt::format("account \"{}\" {{ password \"{}\" }}\n", address_of(i),
                              is_refused(i) ? "another" : fmt::format("Bulk-{:02}", i));
  }
  return statements;
}

}  // namespace

std::string address_of(int number) { return fmt::format("u{:02}@pec.example", number); }
bool is_refused(int number) { return number % 3 == 0; }

BatchTest::BatchTest() : server(mailboxes()) {}

std::string BatchTest::accounts_file(mode_t mode) const {
  std::string csv =
      "\xEF\xBB\xBF"
      "Indirizzo;IMAP;SMTP;Etichette;Password\r\n";
  for (int i = 1; i <= k_accounts; ++i) {
    csv += fmt::format("{};{};{};{};Bulk-{:02}\r\n", address_of(i), url(Protocol::imap), url(Protocol::smtp),
                       i % 2 == 0 ? "pari" : "dispari", i);
  }
  return folder.file("caselle.csv", csv, mode);
}

std::string BatchTest::url(Protocol protocol) const {
  return fmt::format("{}s://localhost:{}", to_string(protocol), server.port(protocol, TlsMode::implicit));
}

std::vector<std::string> BatchTest::arguments(const std::string& file, const std::vector<std::string>& options) const {
  std::vector<std::string> all = {PECPROBE_PROGRAM, "batch", file, "--lang", "en", "--ca-file", server.ca_file()};
  all.insert(all.end(), options.begin(), options.end());
  return all;
}

ProgramRun BatchTest::call(std::vector<std::string> words, std::vector<std::string> environment) const {
  ProgramCall call;
  call.arguments = std::move(words);
  call.environment = std::move(environment);
  call.environment.push_back("XDG_STATE_HOME=" + folder.path().string());
  for (const std::string& variable : without_ignored_variables()) {
    call.environment.push_back(variable);
  }
  return run_program(call);
}

ProgramRun BatchTest::batch(const std::string& file, const std::vector<std::string>& options,
                            std::vector<std::string> environment) const {
  return call(arguments(file, options), std::move(environment));
}

std::map<std::string, int> BatchTest::logins() const {
  std::map<std::string, int> found;
  for (const JournalEntry& entry : server.journal().entries()) {
    if (entry.kind == JournalEntry::Kind::login) {
      ++found[fmt::format("{} {}", entry.login, to_string(entry.protocol))];
    }
  }
  return found;
}

std::vector<std::string> verdicts(const json& report) {
  std::vector<std::string> out;
  for (const json& account : report.at("accounts")) {
    out.push_back(account.at("address").get<std::string>() + " " + account.at("verdict").get<std::string>());
  }
  return out;
}

std::vector<std::string> expected_verdicts() {
  std::vector<std::string> out;
  for (int i = 1; i <= k_accounts; ++i) {
    out.push_back(address_of(i) + (is_refused(i) ? " fail" : " pass"));
  }
  return out;
}

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace pecprobe::test
