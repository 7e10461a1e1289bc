#include "tests/serve/served_page.hpp"

#include "protocols/base/text.hpp"
#include "tests/integration/pecprobe_run.hpp"
#include "tests/support/wait_until.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <thread>

namespace pecprobe::test {

namespace {

std::string provider_row(const MockPlaying& mail) {
  std::string row = "[[provider]]\nid = \"studio\"\nname = \"Studio\"\ndomains = [\"pec.example\"]\n";
  for (const Protocol protocol : k_protocols) {
    row += fmt::format("{0} = \"{0}s://localhost:{1}\"\n", to_string(protocol), mail.port(protocol, TlsMode::implicit));
  }
  return row;
}

std::size_t count(const MockPlaying& mail, pecmock::JournalEntry::Kind kind) {
  const auto entries = mail.journal().entries();
  return static_cast<std::size_t>(std::count_if(
      entries.begin(), entries.end(), [&](const pecmock::JournalEntry& entry) { return entry.kind == kind; }));
}

}  // namespace

ServedPage::ServedPage(std::string_view statements, const std::vector<std::string>& options) : m_mail(statements) {
  const std::string home = m_folder.path().string();
  std::filesystem::create_directories(m_folder.path() / "pecprobe");
  static_cast<void>(m_folder.file("pecprobe/providers.toml", provider_row(m_mail)));
  std::vector<std::string> arguments = {"/usr/bin/env", "XDG_CONFIG_HOME=" + home, "XDG_STATE_HOME=" + home};
  for (const std::string& variable : without_ignored_variables()) {
    arguments.push_back(variable);
  }
  arguments.insert(arguments.end(),
                   {PECPROBE_PROGRAM, "serve", "--lang", "en", "--no-mx", "--ca-file", m_mail.ca_file()});
  if (std::find(options.begin(), options.end(), "--listen") == options.end()) {
    arguments.insert(arguments.end(), {"--listen", "localhost:0"});
  }
  arguments.insert(arguments.end(), options.begin(), options.end());
  m_program = std::make_unique<BackgroundProgram>(m_folder.path(), arguments);
  const bool is_open = wait_until([this] { return m_program->out().ends_with('\n'); });
  const std::string line = is_open ? m_program->out() : std::string{};
  const auto colon = line.rfind(':', line.find("/?"));
  const auto slash = line.find('/', colon);
  if (colon == std::string::npos || slash == std::string::npos) {
    throw std::runtime_error("no address: " + line + m_program->err());
  }
  m_port = static_cast<std::uint16_t>(parse_number(line.substr(colon + 1, slash - colon - 1)).value_or(0));
  const auto equals = line.find("token=");
  m_token =
      equals == std::string::npos ? "" : std::string(trimmed(line.substr(equals + 6, line.find('\n') - equals - 6)));
}

std::string ServedPage::host() const { return fmt::format("localhost:{}", m_port); }

std::string ServedPage::bytes_of(const HttpCall& call) const {
  std::string bytes =
      fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", call.method, call.target, host());
  if (call.has_token) {
    bytes += fmt::format("Cookie: pecprobe_token_{}={}\r\n", m_port, m_token);
  }
  if (!call.body.empty()) {
    bytes += fmt::format("Content-Length: {}\r\n", call.body.size());
  }
  return bytes + call.fields + "\r\n" + call.body;
}

HttpAnswer ServedPage::call(const HttpCall& call) const {
  RawHttp http(m_port, "127.0.0.1", call.client);
  http.send(bytes_of(call));
  return parse_answer(http.read_to_end());
}

HttpAnswer ServedPage::finished(const std::string& target) const {
  HttpAnswer answer;
  do {
    answer = call({.target = target, .fields = "Accept: text/html\r\n"});
  } while (!answer.field("refresh").empty());
  return answer;
}

HttpAnswer ServedPage::check(const std::string& json, const std::string& accept, const std::string& client) const {
  return call(
      {.method = "POST",
       .target = "/api/v1/check",
       .fields = fmt::format("Content-Type: application/json\r\nAccept: {}\r\nOrigin: http://{}\r\n", accept, host()),
       .body = json,
       .client = client});
}

HttpAnswer ServedPage::submit(const std::string& target, const std::string& fields) const {
  return call({.method = "POST",
               .target = target,
               .fields = fmt::format("Content-Type: application/x-www-form-urlencoded\r\nAccept: text/html\r\n"
                                     "Origin: http://{}\r\n",
                                     host()),
               .body = "form_token=" + form_token() + "&" + fields});
}

std::string ServedPage::form_token() const {
  const std::string page = call({.fields = "Accept: text/html\r\n"}).body;
  const auto name = page.find("name=\"form_token\"");
  const auto value = page.find("value=\"", name);
  return name == std::string::npos ? "" : page.substr(value + 7, page.find('"', value + 7) - value - 7);
}

std::size_t ServedPage::logins() const { return count(m_mail, pecmock::JournalEntry::Kind::login); }
std::size_t ServedPage::connections() const { return count(m_mail, pecmock::JournalEntry::Kind::connected); }

std::string check_json(std::string_view password, std::string_view further) {
  return fmt::format(R"({{"address": "{}", "password": "{}"{}{}}})", k_address, password, further.empty() ? "" : ", ",
                     further);
}

}  // namespace pecprobe::test
