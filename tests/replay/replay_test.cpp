// Every recorded conversation, played to our dialogues and diagnosed, against its true cause.
#include "tests/replay/replay.hpp"

#include "probe/diagnosis/diagnose.hpp"
#include "protocols/base/text.hpp"
#include "tests/replay/disguise.hpp"
#include "tests/replay/expectations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <map>
#include <random>

namespace pecprobe::test {

namespace {

const std::vector<Recording>& recordings() {
  static const std::vector<Recording> k_all = read_recordings(PECPROBE_TRANSCRIPTS);
  return k_all;
}

/// What was seen, with the one fact that the recordings leave out.
ServiceFacts facts_of(const Recording& recording) {
  ServiceFacts facts = replay(recording);
  if (recording.cause == k_asks_for_certificate && facts.tls) {
    facts.tls->client_certificate_asked = true;
  }
  return facts;
}

std::vector<Code> codes_of(const std::vector<ServiceFacts>& services) {
  std::vector<Code> codes;
  for (const Diagnosis& diagnosis : diagnose(services, {})) {
    codes.push_back(diagnosis.code);
  }
  return codes;
}

Code code_of(const Recording& recording) { return codes_of({facts_of(recording)}).front(); }

bool is_allowed(std::string_view cause, Code code) {
  const auto found = allowed_codes().find(cause);
  return found != allowed_codes().end() &&
         std::find(found->second.begin(), found->second.end(), code) != found->second.end();
}

std::vector<Recording> replayable() {
  std::vector<Recording> those;
  std::copy_if(recordings().begin(), recordings().end(), std::back_inserter(those),
               [](const Recording& r) { return !not_replayable().contains(r.cause); });
  return those;
}

const Recording& recording_of(std::string_view file) {
  const auto found =
      std::find_if(recordings().begin(), recordings().end(), [&](const Recording& r) { return r.file == file; });
  EXPECT_NE(found, recordings().end()) << file;
  return *found;
}

TEST(TheRecordings, AreAllThere) { EXPECT_EQ(recordings().size(), 255U); }

TEST(TheRecordings, AreDiagnosedByTheirTrueCause) {
  std::size_t hits = 0;
  const std::vector<Recording> played = replayable();
  for (const Recording& recording : played) {
    const Code code = code_of(recording);
    hits += is_allowed(recording.cause, code) ? 1U : 0U;
    EXPECT_TRUE(is_allowed(recording.cause, code))
        << recording.file << ": " << recording.cause << ": " << to_string(code);
  }
  std::cout << "diagnosed by their true cause: " << hits << " of " << played.size() << " recordings, "
            << recordings().size() - played.size() << " not replayable\n";
  EXPECT_EQ(hits, played.size());
}

TEST(TheRecordings, ThatCannotBePlayedAreTheKnownOnesForTheKnownReasons) {
  std::map<std::string, std::string> refused;
  for (const Recording& recording : recordings()) {
    try {
      (void)replay(recording);
    } catch (const NotReplayable& reason) {
      refused[recording.cause] = reason.what();
    }
  }
  const std::map<std::string, std::string> known(not_replayable().begin(), not_replayable().end());
  EXPECT_EQ(refused, known);
}

TEST(TheExpectations, AllowAtMostThreeCodesPerCause) {
  for (const auto& [cause, codes] : allowed_codes()) {
    EXPECT_GE(codes.size(), 1U) << cause;
    EXPECT_LE(codes.size(), 3U) << cause;
  }
}

TEST(TheExpectations, NameNoCodeThatNoRecordingNeeds) {
  std::map<std::string, std::vector<Code>, std::less<>> needed;
  for (const Recording& recording : replayable()) {
    needed[recording.cause].push_back(code_of(recording));
  }
  // Both of these are right for both causes: how many certificates the server sent was not recorded. And where neither
  // TLS nor a login is offered, either is what is missing.
  constexpr std::array k_open = {"intermediate certificate missing", "issuer unknown to the client",
                                 "neither STARTTLS nor AUTH on this port"};
  for (const auto& [cause, codes] : allowed_codes()) {
    if (std::find(k_open.begin(), k_open.end(), cause) == k_open.end()) {
      EXPECT_THAT(codes, ::testing::Each(::testing::AnyOfArray(needed[std::string(cause)]))) << cause;
    }
  }
}

/// A table that fits anything would still fit when every recording has the cause of another.
TEST(TheExpectations, DoNotFitShuffledCauses) {
  const std::vector<Recording> played = replayable();
  std::vector<std::string> causes;
  std::transform(played.begin(), played.end(), std::back_inserter(causes), [](const Recording& r) { return r.cause; });
  std::mt19937 random(20261122);
  std::shuffle(causes.begin(), causes.end(), random);
  std::size_t hits = 0;
  for (std::size_t i = 0; i < played.size(); ++i) {
    hits += is_allowed(causes[i], code_of(played[i])) ? 1U : 0U;
  }
  std::cout << "with shuffled causes: " << hits << " of " << played.size() << '\n';
  EXPECT_LT(hits * 100, played.size() * 40);
}

TEST(TheDiagnosis, DoesNotDependOnHostNames) {
  for (const Recording& recording : replayable()) {
    EXPECT_EQ(to_string(code_of(with_other_hosts(recording))), to_string(code_of(recording))) << recording.file;
  }
}

TEST(TheDiagnosis, DoesNotDependOnTheCaseOfFreeWords) {
  for (const Recording& recording : replayable()) {
    EXPECT_EQ(to_string(code_of(with_words_in_capitals(recording))), to_string(code_of(recording))) << recording.file;
  }
}

using ::testing::ElementsAre;

TEST(SideBySide, ASwitchedOffProtocolIsSeenByTheOneThatWorks) {
  EXPECT_THAT(codes_of({facts_of(recording_of("dovecot-imap-tls-proto-other-ok.txt")),
                        facts_of(recording_of("dovecot-pop3-tls-proto-disabled-pop3.txt")),
                        facts_of(recording_of("postfix-smtp-tls-proto-other-ok.txt"))}),
              ElementsAre(Code::ok, Code::auth_protocol_disabled, Code::ok));
}

TEST(SideBySide, AnOutageThatSmtpCallsARefusalIsSeenByImap) {
  for (const std::string_view cause : {"tempfail", "backend-down"}) {
    const auto file = [&](std::string_view service) {
      return std::string(service) + "-tls-" + std::string(cause) + ".txt";
    };
    EXPECT_THAT(codes_of({facts_of(recording_of(file("dovecot-imap"))), facts_of(recording_of(file("dovecot-pop3"))),
                          facts_of(recording_of(file("postfix-smtp")))}),
                ElementsAre(Code::auth_temporary, Code::auth_temporary, Code::auth_temporary));
  }
}

TEST(SideBySide, AGenericRefusalEverywhereStaysOne) {
  EXPECT_THAT(codes_of({facts_of(recording_of("dovecot-imap-tls-wrong-password.txt")),
                        facts_of(recording_of("dovecot-pop3-tls-wrong-password.txt")),
                        facts_of(recording_of("postfix-smtp-tls-wrong-password.txt"))}),
              ElementsAre(Code::auth_rejected, Code::auth_rejected, Code::auth_rejected));
}

}  // namespace

}  // namespace pecprobe::test
