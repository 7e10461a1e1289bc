#include "tests/interop/interop_test.hpp"

#include "tests/support/run_program.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace pecprobe::test {

using testing::HasSubstr;
using testing::Not;

namespace {

constexpr std::size_t k_telling_length = 8;  // a shorter password may stand in a report by chance

std::vector<std::string> command_line(const Lab& lab, const LabAccount& account, const std::vector<Target>& targets,
                                      const std::vector<std::string>& options) {
  std::vector<std::string> line = {PECPROBE_PROGRAM, "check", account.address, "--ca-file", lab.ca_file(),
                                   "--format",       "json",  "--lang",        "en",        "--password-stdin",
                                   "--no-memory"};
  for (const Target& target : targets) {
    line.insert(line.end(),
                {"--" + target.scheme.substr(0, 4), fmt::format("{}://{}:{}", target.scheme, target.host, target.port),
                 "--resolve", fmt::format("{}:{}:{}", target.host, target.port, target.address)});
  }
  line.insert(line.end(), options.begin(), options.end());
  return line;
}

/// The services in the report that connected to a server of the lab: all but those that the guard left out.
std::size_t sessions_expected(const Lab& lab, const std::vector<Target>& targets, const nlohmann::json& report) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const bool skipped = report.at("accounts").at(0).at("services").at(i).at("verdict") == "skipped";
    count += !skipped && lab.listens_on(targets[i].port) ? 1U : 0U;
  }
  return count;
}

}  // namespace

const nlohmann::json& Checked::service(std::size_t index) const {
  return report.at("accounts").at(0).at("services").at(index);
}

std::string Checked::code(std::size_t index) const { return service(index).at("diagnosis").at("code"); }
std::string Checked::verdict(std::size_t index) const { return service(index).at("verdict"); }
std::string Checked::certainty(std::size_t index) const { return service(index).at("diagnosis").at("certainty"); }
bool Checked::password_was_sent(std::size_t index) const { return service(index).at("auth").at("attempted"); }

void InteropTest::SetUp() {
  m_lab = Lab::running();
  if (!m_lab) {
    GTEST_SKIP() << "no local mail servers; the test interop/start says why";
  }
  m_mark = m_lab->mark();
}

Target InteropTest::at(const std::string& scheme, std::string_view kind) const {
  return {scheme, lab().port(scheme).value(), lab().address(kind)};
}

Checked InteropTest::check(const LabAccount& account, const std::vector<Target>& targets,
                           const std::vector<std::string>& options) {
  const ProgramRun run = run_program({command_line(lab(), account, targets, options), account.password + "\n", {}});
  EXPECT_FALSE(run.timed_out);
  if (account.password.size() >= k_telling_length) {
    EXPECT_THAT(run.out, Not(HasSubstr(account.password)));
    EXPECT_THAT(run.err, Not(HasSubstr(account.password)));
  }
  Checked checked;
  checked.exit_status = run.exit_status;
  checked.report = nlohmann::json::parse(run.out, nullptr, /*allow_exceptions=*/false);
  if (checked.report.is_discarded()) {
    throw std::runtime_error("not a report: " + run.out + run.err);
  }
  checked.events = lab().events(m_mark, sessions_expected(lab(), targets, checked.report));
  m_mark = checked.events.mark;
  return checked;
}

void EveryService::SetUp() {
  InteropTest::SetUp();
  if (!IsSkipped() && !lab().port(scheme())) {
    GTEST_SKIP() << lab().no_smtp_because();
  }
}

ServerSession EveryService::passed_session(std::string_view kind) const {
  ServerSession session = refused_session(kind);
  if (protocol() == "imap") {
    session.commands = {{"EXAMINE", 1}, {"LOGOUT", 1}};
  } else if (protocol() == "pop3") {
    session.commands = {{"STAT", 1}, {"QUIT", 1}};
  }
  return session;
}

ServerSession EveryService::refused_session(std::string_view kind) const {
  ServerSession session = session_without_tls(kind);
  if (protocol() == "smtp") {
    session.commands["EHLO"] += 1;
    session.commands["AUTH"] = 1;
    session.commands["QUIT"] = 1;
  }
  return session;
}

ServerSession EveryService::session_without_tls(std::string_view kind) const {
  ServerSession session{protocol(), lab().address(kind), {}};
  if (scheme() == "smtp") {
    session.commands = {{"EHLO", 1}, {"STARTTLS", 1}};
  }
  return session;
}

Login EveryService::login(const LabAccount& account, std::string_view result, std::string_view kind) const {
  return {protocol(), account.address, lab().address(kind), std::string(result)};
}

std::string scheme_name(const testing::TestParamInfo<std::string>& info) { return info.param; }

}  // namespace pecprobe::test
