// One PEC through a real Postfix and Dovecot, with the receipts of a small signing filter behind them.
#include "tests/interop/interop_test.hpp"
#include "tests/support/run_program.hpp"

#include <fmt/format.h>

#include <string>

namespace pecprobe::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

class RealRoundtrip : public InteropTest {
 protected:
  void SetUp() override {
    InteropTest::SetUp();
    if (!IsSkipped() && !lab().port("smtps")) {
      GTEST_SKIP() << lab().no_smtp_because();
    }
  }

  [[nodiscard]] nlohmann::json roundtrip(const std::string& receiving) {
    const LabAccount account = lab().account("pec");
    std::vector<std::string> line = {PECPROBE_PROGRAM, "roundtrip", account.address, "--ca-file", lab().ca_file(),
                                     "--format",       "json",      "--lang",        "en",        "--password-stdin",
                                     "--no-memory",    "--yes",     "--wait",        "60s"};
    for (const Target& target : {at(receiving), at("smtps")}) {
      line.insert(line.end(), {"--" + target.scheme.substr(0, 4),
                               fmt::format("{}://{}:{}", target.scheme, target.host, target.port), "--resolve",
                               fmt::format("{}:{}:{}", target.host, target.port, target.address)});
    }
    const ProgramRun run = run_program({line, account.password + "\n", {}, std::chrono::seconds{100}});
    EXPECT_EQ(run.exit_status, 0) << run.out << run.err;
    EXPECT_THAT(run.out + run.err, Not(HasSubstr(account.password)));
    return nlohmann::json::parse(run.out).at("roundtrip");
  }

  static std::vector<std::string> arrivals_of(const nlohmann::json& trip) {
    std::vector<std::string> out;
    for (const auto& arrival : trip.at("arrivals")) {
      out.push_back(arrival.at("kind").get<std::string>() + " " + arrival.at("meaning").get<std::string>());
    }
    return out;
  }

  /// How many messages the mailbox has, and how many of them are marked in any way.
  struct Mailbox {
    std::size_t messages = 0;
    std::size_t marked = 0;
  };
  [[nodiscard]] Mailbox mailbox() const {
    Mailbox box;
    const nlohmann::json folder = lab().snapshot().at(lab().account("pec").address);
    box.messages = folder.at("new").size() + folder.at("cur").size();
    for (const auto& name : folder.at("cur")) {
      const std::string file = name.get<std::string>();  // UNIQUE:2,FLAGS
      box.marked += file.substr(file.rfind(',') + 1).empty() ? 0U : 1U;
    }
    return box;
  }
};

// One test, since both use the one mailbox that has a certifier behind it.
TEST_F(RealRoundtrip, BringsThreeMessagesOverImapAndOverPop3AndMarksNone) {
  const Mailbox before = mailbox();
  const nlohmann::json pushed = roundtrip("imaps");
  EXPECT_EQ(pushed.at("diagnosis").at("code"), "ok");
  EXPECT_EQ(pushed.at("waiting").at("method"), "idle");
  EXPECT_THAT(arrivals_of(pushed),
              UnorderedElementsAre("acceptance evidence", "envelope evidence", "delivery evidence"));
  EXPECT_EQ(mailbox().messages, before.messages + 3);

  const nlohmann::json looked_for = roundtrip("pop3s");
  EXPECT_EQ(looked_for.at("diagnosis").at("code"), "ok");
  EXPECT_EQ(looked_for.at("waiting").at("method"), "uidl");
  EXPECT_EQ(mailbox().messages, before.messages + 6);
  EXPECT_EQ(mailbox().marked, 0U);
}

}  // namespace
}  // namespace pecprobe::test
