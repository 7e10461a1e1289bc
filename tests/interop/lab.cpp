#include "tests/interop/lab.hpp"

#include "tests/support/run_program.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace pecprobe::test {

std::ostream& operator<<(std::ostream& out, const Login& login) {
  return out << login.service << " login of " << login.user << " at " << login.server << ": " << login.result;
}

std::ostream& operator<<(std::ostream& out, const ServerSession& session) {
  out << session.service << " session at " << session.server << ":";
  for (const auto& [command, count] : session.commands) {
    out << ' ' << command << '=' << count;
  }
  return out;
}

std::optional<Lab> Lab::running() {
  const char* file = std::getenv("PECPROBE_LAB");
  if (file == nullptr || !std::filesystem::exists(file)) {
    return std::nullopt;
  }
  return Lab(file);
}

Lab::Lab(std::string file) : m_folder(std::filesystem::path(file).parent_path()) {
  std::ifstream stream(file);
  m_json = nlohmann::json::parse(stream);
}

std::optional<std::uint16_t> Lab::port(std::string_view service) const {
  const auto& ports = m_json.at("ports");
  const auto found = ports.find(service);
  return found == ports.end() ? std::nullopt : std::optional(found->get<std::uint16_t>());
}

bool Lab::listens_on(std::uint16_t port) const {
  const auto& ports = m_json.at("ports");
  return std::find(ports.begin(), ports.end(), port) != ports.end();
}

std::string Lab::address(std::string_view kind) const {
  return m_json.at("addresses").at(std::string(kind)).get<std::string>();
}

LabAccount Lab::account(std::string_view name) const {
  const auto& entry = m_json.at("accounts").at(std::string(name));
  return {entry.at("address").get<std::string>(), entry.at("password").get<std::string>()};
}

std::vector<std::string> Lab::special_accounts() const {
  return m_json.at("special_accounts").get<std::vector<std::string>>();
}

std::string Lab::mark() const {
  std::string mark = ask({"mark", m_folder});
  mark.erase(mark.find_last_not_of('\n') + 1);
  return mark;
}

Events Lab::events(const std::string& mark, std::size_t sessions) const {
  const auto json =
      nlohmann::json::parse(ask({"events", m_folder, "--since", mark, "--sessions", std::to_string(sessions)}));
  Events events;
  events.mark = json.at("mark").get<std::string>();
  for (const auto& login : json.at("logins")) {
    events.logins.push_back({login.at("service"), login.at("user"), login.at("server"), login.at("result")});
  }
  for (const auto& session : json.at("sessions")) {
    events.sessions.push_back({session.at("service"), session.at("server"), session.at("commands")});
  }
  return events;
}

nlohmann::json Lab::snapshot() const { return nlohmann::json::parse(ask({"snapshot", m_folder})); }

std::string Lab::ask(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), PECPROBE_LAB_PROGRAM);
  const ProgramRun run = run_program({arguments, "", {}});
  if (run.exit_status != 0) {
    throw std::runtime_error("scripts/interop/lab failed: " + run.err);
  }
  return run.out;
}

}  // namespace pecprobe::test
