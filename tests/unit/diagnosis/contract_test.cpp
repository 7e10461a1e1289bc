// What holds for every code (DIAGNOSIS.md), over the known facts and over random ones.
#include "probe/diagnosis/rule.hpp"
#include "tests/unit/diagnosis/facts.hpp"
#include "tests/unit/diagnosis/rule_examples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

namespace pecprobe::test {

namespace {

using enum Protocol;

/// Causes whose advice is another password.
constexpr std::array k_password_causes = {Code::auth_rejected, Code::auth_password_expired,
                                          Code::auth_app_password_required};

bool is_about_the_password(Code code) {
  return std::find(k_password_causes.begin(), k_password_causes.end(), code) != k_password_causes.end();
}

/// Facts made of whatever fits the types, contradictions included.
class RandomFacts {
 public:
  explicit RandomFacts(std::uint32_t seed) : m_random(seed) {}

  ServiceFacts service() {
    ServiceFacts f;
    f.endpoint = {pick(Protocol::smtp), "mail.pec.example", 993, pick(TlsMode::starttls_if_offered)};
    f.local = rarely() ? pick(LocalStop::cancelled) : LocalStop::none;
    f.resolve.outcome = rarely() ? pick(ResolveOutcome::failed) : ResolveOutcome::found;
    for (std::size_t n = number(3); n > 0; --n) {
      f.connect.attempts.push_back(
          {n == 1 ? "::1" : "192.0.2.1", pick(ConnectOutcome::abandoned), 0, text(), Duration{}});
    }
    if (!rarely()) {
      f.connect.address = "192.0.2.1";
    }
    if (!rarely()) {
      f.tls = tls();
    }
    f.dialogue = dialogue();
    return f;
  }

  Knowledge knowledge() {
    Knowledge k;
    k.two_step = pick(TwoStep::off);
    k.today = std::chrono::year{2026} / 11 / 22;
    if (number(2) == 0) {
      k.password.expires = k.today + std::chrono::days{static_cast<int>(number(9)) - 4};
    }
    return k;
  }

  std::size_t number(std::size_t below) { return std::uniform_int_distribution<std::size_t>{0, below - 1}(m_random); }

 private:
  bool rarely() { return number(5) == 0; }

  template <typename Enum>
  Enum pick(Enum last) {
    return static_cast<Enum>(number(static_cast<std::size_t>(last) + 1));
  }

  TlsFacts tls() {
    TlsFacts t;
    t.failure = rarely() ? pick(TlsFailure::other) : TlsFailure::none;
    t.host_match = rarely() ? pick(HostMatch::mismatched) : HostMatch::matched;
    t.client_certificate_asked = rarely();
    if (rarely()) {
      t.verify_errors.push_back({pick(CertificateProblem::other), 0, 20, text()});
      t.chain.push_back({text(), text(), {}, {}, {}, "", "", ""});
    }
    return t;
  }

  std::string text() {
    constexpr std::array k_words = {
        "password", "expired", "locked", "too",   "many", "temporary", "IMAP",   "disabled",
        "account",  "quota",   "later",  "wrong", "host", "\xFF\xFE",  "[",      "connections",
        "a.b",      "::",      "",       "not",   "full", "sender",    "failed", "certificate"};
    std::string all;
    for (std::size_t n = number(7); n > 0; --n) {
      all += std::string(k_words.at(number(k_words.size()))) + ' ';
    }
    return all;
  }

  std::optional<Reply> reply() {
    constexpr std::array k_codes = {0,   0,   220, 235, 250, 334, 421, 450, 454, 500,
                                    503, 525, 530, 534, 535, 538, 550, 552, 553, 554};
    constexpr std::array k_enhanced = {"", "", "5.7.8", "4.7.0", "5.2.2", "5.7.9", "5.7.13", "5", "."};
    constexpr std::array k_response = {"",      "",       "ALERT", "EXPIRED",  "UNAVAILABLE",
                                       "LIMIT", "IN-USE", "AUTH",  "REFERRAL", "X"};
    constexpr std::array k_keywords = {"OK", "NO", "BAD", "BYE", "+OK", "-ERR", "535", "PREAUTH", ""};
    if (rarely()) {
      return std::nullopt;
    }
    Reply r;
    r.status = pick(ReplyStatus::preauth);
    r.keyword = k_keywords.at(number(k_keywords.size()));
    r.code = k_codes.at(number(k_codes.size()));
    r.enhanced = k_enhanced.at(number(k_enhanced.size()));
    r.response_code = k_response.at(number(k_response.size()));
    r.response_arguments = text();
    r.text = text();
    return r;
  }

  DialogueFacts dialogue() {
    DialogueFacts d;
    d.stop = pick(Stop::cancelled);
    d.stopped_at = pick(Step::logout);
    d.greeting = reply();
    d.capability_reply = reply();
    d.starttls_reply = reply();
    d.auth.reply = reply();
    d.auth.attempted = number(2) == 0;
    d.auth.accepted = number(2) == 0;
    d.auth.cancelled = rarely();
    d.auth.mechanism = number(2) == 0 ? "PLAIN" : "LOGIN";
    d.mailbox_reply = reply();
    d.sender_reply = reply();
    d.recipient_reply = reply();
    d.farewell = reply();
    d.looks_like = pick(Lookalike::tls);
    if (rarely()) {
      d.alerts.push_back(text());
    }
    return d;
  }

  std::mt19937 m_random;
};

constexpr std::size_t k_rounds = 5000;

TEST(AnyFacts, GiveOneDiagnosisPerServiceInOrder) {
  RandomFacts random(1);
  for (std::size_t round = 0; round < k_rounds; ++round) {
    std::vector<ServiceFacts> services(random.number(4));
    std::generate(services.begin(), services.end(), [&] { return random.service(); });
    EXPECT_EQ(diagnose(services, random.knowledge()).size(), services.size());
  }
}

// Rule 1: nothing but the server's own yes makes a pass, and nothing may have stopped the dialogue
// after it.
TEST(AnyFacts, PassOnlyWithAnAcceptedPassword) {
  RandomFacts random(2);
  std::size_t passes = 0;
  for (std::size_t round = 0; round < k_rounds; ++round) {
    const ServiceFacts facts = random.service();
    if (info(code_of(facts, random.knowledge())).verdict == Verdict::pass) {
      ++passes;
      EXPECT_TRUE(facts.dialogue.auth.accepted);
      EXPECT_EQ(facts.dialogue.stop, Stop::none);
      EXPECT_TRUE(facts.connect.address.has_value());
      EXPECT_TRUE(!facts.tls || facts.tls->verified());
    }
  }
  EXPECT_GT(passes, 0U);
}

// Rule 2: a server that says "for the moment" is never answered with another password.
TEST(AnyFacts, NeverBlameThePasswordForATransientReply) {
  RandomFacts random(3);
  for (std::size_t round = 0; round < k_rounds; ++round) {
    const ServiceFacts facts = random.service();
    const Sighting seen{facts};
    if (seen.is_transient() && !seen.has_response_code("EXPIRED")) {
      EXPECT_FALSE(is_about_the_password(code_of(facts))) << seen.refusal->code << ' ' << seen.refusal->text;
    }
  }
}

TEST(EveryTemporaryDiagnosis, IsToBeTriedLaterAndNamesNoOtherPassword) {
  for (const auto& part : {connection_examples(), opening_examples(), login_examples(), after_login_examples()}) {
    for (const RuleExample& example : part) {
      const Diagnosis diagnosis = diagnosis_of(example.decides);
      if (info(diagnosis.code).verdict == Verdict::temporary) {
        EXPECT_EQ(diagnosis.retry, Retry::later) << example.rule;
        EXPECT_TRUE(std::none_of(diagnosis.hypotheses.begin(), diagnosis.hypotheses.end(), [](const Hypothesis& h) {
          return is_about_the_password(h.code);
        })) << example.rule;
      }
    }
  }
}

// Rule 3: a password that was refused is dangerous to try again as it is, or pointless; never a
// matter of waiting alone.
TEST(EveryRefusedPassword, IsNotToBeTriedAgainByItself) {
  for (const Code code : {Code::auth_rejected, Code::auth_password_expired, Code::auth_app_password_required,
                          Code::auth_protocol_disabled, Code::auth_locked, Code::undiagnosed}) {
    EXPECT_TRUE(info(code).retry == Retry::dangerous || info(code).retry == Retry::pointless) << to_string(code);
  }
}

// Rule 4: over all pairs of known replies, an accepted login turns a generic refusal into a
// switched-off protocol and leaves every other diagnosis as it was.
TEST(AnAcceptedLogin, ChangesGenericRefusalsOnly) {
  for (const RuleExample& example : login_examples()) {
    const Code alone = code_of(example.decides);
    const std::vector<ServiceFacts> services = {passed(imap), example.decides};
    const Code together = diagnose(services, {})[1].code;
    EXPECT_EQ(together, alone == Code::auth_rejected ? Code::auth_protocol_disabled : alone) << example.rule;
  }
}

/// What other services may change at all.
bool may_be_refined(Code code) {
  return code == Code::auth_rejected || code == Code::tls_cert_expired || code == Code::tls_cert_not_yet_valid;
}

// Rules 2 and 4 over random facts of several services side by side.
TEST(AnyFactsTogether, ChangeNoCauseThatAServiceStates) {
  RandomFacts random(4);
  std::size_t refined = 0;
  for (std::size_t round = 0; round < k_rounds; ++round) {
    std::vector<ServiceFacts> services(1 + random.number(3));
    std::generate(services.begin(), services.end(), [&] { return random.service(); });
    const Knowledge known = random.knowledge();
    const std::vector<Diagnosis> together = diagnose(services, known);
    for (std::size_t i = 0; i < services.size(); ++i) {
      const Sighting seen{services[i]};
      const Code alone = deciding_rule(seen).code;
      refined += together[i].code != alone ? 1U : 0U;
      EXPECT_TRUE(together[i].code == alone || may_be_refined(alone)) << to_string(alone);
    }
  }
  EXPECT_GT(refined, 0U);
}

TEST(AnyFactsTogether, NameNoPasswordBesideATemporaryDiagnosis) {
  RandomFacts random(5);
  for (std::size_t round = 0; round < k_rounds; ++round) {
    std::vector<ServiceFacts> services(1 + random.number(3));
    std::generate(services.begin(), services.end(), [&] { return random.service(); });
    for (const Diagnosis& diagnosis : diagnose(services, random.knowledge())) {
      if (info(diagnosis.code).verdict == Verdict::temporary) {
        EXPECT_EQ(diagnosis.retry, Retry::later) << to_string(diagnosis.code);
        EXPECT_TRUE(std::none_of(diagnosis.hypotheses.begin(), diagnosis.hypotheses.end(), [](const Hypothesis& h) {
          return is_about_the_password(h.code);
        })) << to_string(diagnosis.code);
      }
    }
  }
}

// Rule 5: words without a code of their own are at most a deduction, whatever they say.
TEST(FreeText, IsNeverAStatedCause) {
  for (const char* const keyword : {"NO", "-ERR", "BAD", "550"}) {
    for (const char* const text :
         {"Password expired", "account locked", "account disabled", "IMAP is disabled", "mailbox full",
          "too many connections", "app password needed", "wrong host", "try again later", "no"}) {
      const Diagnosis diagnosis = diagnosis_of(login_refused(*keyword == '-'   ? pop3
                                                             : *keyword == '5' ? smtp
                                                                               : imap,
                                                             std::string(keyword) + ' ' + text));
      EXPECT_NE(diagnosis.certainty, Certainty::stated) << keyword << ' ' << text;
    }
  }
}

TEST(AnInterruption, LeavesAVerdictThatStoodBefore) {
  const auto interrupted = [](ServiceFacts facts) {
    facts.local = LocalStop::cancelled;
    return code_of(facts);
  };
  EXPECT_EQ(interrupted(passed(imap)), Code::ok);
  EXPECT_EQ(interrupted(login_refused(smtp, "535 5.7.8 Authentication failed")), Code::auth_rejected);
  EXPECT_EQ(interrupted(connected(pop3)), Code::cancelled);
  EXPECT_EQ(interrupted(lost(pop3, Stop::cancelled, Step::authenticate)), Code::cancelled);
}

// A BYE, a 421 or a close in answer to the login is its refusal, read by its words.
TEST(AFarewellInsteadOfAnAnswer, IsReadByItsWordsWhicheverWayItCame) {
  for (const char* const line : {"* BYE", "* BYE Account locked", "* BYE Temporary problem", "* BYE Password expired",
                                 "* BYE [UNAVAILABLE] no", "* BYE Too many sessions"}) {
    EXPECT_EQ(code_of(lost(imap, Stop::closed, Step::authenticate, line)), code_of(login_refused(imap, line))) << line;
  }
  EXPECT_EQ(code_of(lost(imap, Stop::closed, Step::authenticate)), Code::connection_lost);
  EXPECT_EQ(code_of(lost(imap, Stop::reset, Step::authenticate)), Code::connection_lost);
  EXPECT_EQ(code_of(login_refused(imap, "* BYE Account locked")), Code::auth_locked);
}

}  // namespace

}  // namespace pecprobe::test
