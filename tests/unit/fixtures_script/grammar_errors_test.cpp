#include "tests/unit/fixtures_script/parsing.hpp"

#include <string>
#include <string_view>

namespace pecmock::test {
namespace {

struct Mistake {
  std::string_view source;  // after the two lines of the head
  std::string_view error;   // after `group/name.scn:`
};

void PrintTo(const Mistake& mistake, std::ostream* out) { *out << mistake.source; }

class AMistake : public testing::TestWithParam<Mistake> {};

TEST_P(AMistake, IsNamedWithItsPlaceAndASentence) {
  const auto scenario = parse(GetParam().source);
  ASSERT_FALSE(scenario);
  EXPECT_EQ(scenario.error(), "group/name.scn:" + std::string(GetParam().error));
}

INSTANTIATE_TEST_SUITE_P(
    Lexical, AMistake,
    testing::Values(Mistake{"imap { greeting \"* OK }", "3:17: this text has no closing quote on its line"},
                    Mistake{"imap { greeting \"\\q\" }",
                            "3:18: after a backslash only r, n, t, 0, x and two digits, \\, \" and $ may stand"},
                    Mistake{"imap { greeting \"\\x1\" }", "3:18: \\x needs two hexadecimal digits"},
                    Mistake{"imap { greeting \"${now}\" }",
                            "3:18: there is no variable ${now}; for the two characters themselves write \\${"},
                    Mistake{"imap { greeting \"${tag\" }", "3:18: ${ has no closing brace"},
                    Mistake{"imap ; pop3", "3:6: the byte 0x3b can only stand inside quotes"}));

INSTANTIATE_TEST_SUITE_P(Blocks, AMistake,
                         testing::Values(Mistake{"imap {\n  greeting \"* OK\"\n", "3:6: this { is never closed"},
                                         Mistake{"}", "3:1: this } closes nothing"},
                                         Mistake{"imap { tls 1.2 } }", "3:18: this } closes nothing"},
                                         Mistake{"imap greeting \"* OK\"", "3:6: here { is expected, not greeting"}));

INSTANTIATE_TEST_SUITE_P(
    Statements, AMistake,
    testing::Values(
        Mistake{"servers 3", "3:1: here a statement is expected, not servers"},
        Mistake{"like good", "3:1: here another statement (like stands first) is expected, not like"},
        Mistake{"imap { gretting \"* OK\" }", "3:8: here a statement about a server is expected, not gretting"},
        Mistake{"now 2026-02-30", "3:5: here a date (2026-11-22 or 2026-11-22T09:30) is expected, not 2026-02-30"},
        Mistake{"pace fast", "3:6: here a span (250ms, 5s, 10m, 2h, 14d) is expected, not fast"},
        Mistake{"pace 3mo", "3:6: here a span (250ms, 5s, 10m, 2h, 14d) is expected, not 3mo"},
        Mistake{"accounts 0", "3:10: here how many accounts (a number from 1 on) is expected, not 0"},
        Mistake{"accounts -1", "3:10: here how many accounts (a number from 1 on) is expected, not -1"},
        Mistake{"certificate old",
                "3:13: here a kind of certificate (valid, expired, not_yet_valid, self_signed, "
                "unknown_issuer, wrong_host, missing_intermediate, weak_key, sha1, wrong_purpose, "
                "cn_only, revoked, resigned_by) is expected, not old"},
        Mistake{"certificate valid ends 5d", "3:19: here ends_in, lasts or hosts is expected, not ends"},
        Mistake{"tls 1.3 1.2", "3:5: TLS versions stand in rising order and without a gap"},
        Mistake{"mechanisms NTLM",
                "3:12: NTLM is not a mechanism that the mock server can do; to only announce one, "
                "use capability"},
        Mistake{"wording refused \"NO\"", "3:9: no login ends so; the words are those of state, and accepted"},
        Mistake{"host_name \"${host}\"", "3:11: variables cannot stand in this text"},
        Mistake{"tls 1.2 pace 2s", "3:9: here a TLS version (1.0, 1.1, 1.2, 1.3) is expected, not pace"},
        Mistake{"lock after 3",
                "3:6: here address (the lock of an account stands in its block) is expected, not "
                "after"},
        Mistake{"source nobody", "3:8: here none, or where it is known from in quotes is expected, not nobody"}));

INSTANTIATE_TEST_SUITE_P(
    Rules, AMistake,
    testing::Values(
        Mistake{"imap { on EHLO drop }", "3:11: there is no command and no moment EHLO here"},
        Mistake{"imap { on LOGIN explode }",
                "3:17: here a step (answer, reply, send, repeat, delay, sleep, drop, close, cut, "
                "reset, silence, "
                "trickle, garble, expect, handshake) is expected, not explode"},
        Mistake{"imap { on LOGIN reply NO }", "3:23: here a line in quotes is expected, not NO"},
        Mistake{"imap { on LOGIN drop times 0 }", "3:28: here how often (a number from 1 on) is expected, not 0"},
        Mistake{"imap { on LOGIN expect \"x\" }", "3:17: this step can only stand in raw { … }"},
        Mistake{"imap { raw { reply \"x\" } }", "3:14: a raw server has no honest answer, and no tag to reply with"},
        Mistake{"starttls mangle",
                "3:10: here what happens to STARTTLS (refuse, strip, inject, break) is expected, "
                "not mangle"}));

INSTANTIATE_TEST_SUITE_P(
    Accounts, AMistake,
    testing::Values(Mistake{"account \"casella\" { password \"x\" }", "3:9: an account has an address: name@domain"},
                    Mistake{"account \"a@b.example\" { }",
                            "3:9: an account has a password: either password \"…\" or issued DATE \"…\""},
                    Mistake{"account \"a@b.example\" {\n password \"x\"\n state asleep\n}",
                            "5:8: there is no such state of an account"},
                    Mistake{"account \"a@b.example\" {\n validity 3mo\n issued 2026-08-01 \"x\"\n extended "
                            "2026-08-02\n}",
                            "6:2: it can only be extended from 2026-10-18T00:00:00Z on"},
                    Mistake{"account \"a@b.example\" { replaced 2026-08-01 \"x\" }",
                            "3:25: there is no password to replace"},
                    Mistake{"account \"a@b.example\" {\n password \"x\"\n}\naccount \"a@b.example\" {\n "
                            "password \"x\"\n}",
                            "6:1: the account a@b.example stands here twice"},
                    Mistake{"account \"a@b.example\" { validity 0d }",
                            "3:34: a password that is valid for no time is never valid"}));

INSTANTIATE_TEST_SUITE_P(
    Expectations, AMistake,
    testing::Values(Mistake{"expect imap auth_refused", "3:13: there is no diagnosis auth_refused"},
                    Mistake{"expect http ok",
                            "3:8: here a service, together or exit (imap, pop3, smtp) is expected, not http"},
                    Mistake{"expect imap ok step login", "3:21: a check has no step login"},
                    Mistake{"expect imap ok soon",
                            "3:16: here certainty, step, likeliest, warning or logins is expected, not soon"},
                    Mistake{"expect imap ok warning cert_old", "3:24: there is no warning cert_old"},
                    Mistake{"probe port 12",
                            "3:7: here mode, address, login, password, host or options is expected, "
                            "not port"}));

TEST(AMistakeInTheWhole, IsSaidForTheFirstLine) {
  const auto load = no_other_scenario;
  EXPECT_EQ(parse_scenario("a/b.scn", "source none\n", load).error(),
            "a/b.scn:1:1: a scenario has a title: title \"…\"");
  EXPECT_EQ(parse_scenario("a/b.scn", "title \"t\"\n", load).error(),
            "a/b.scn:1:1: a scenario says where its knowledge comes from: source \"…\" DATE, or "
            "source none");
  EXPECT_EQ(parse_scenario("b.scn", "like nowhere\n", load).error(), "b.scn:1:6: there is no scenario nowhere");
}

TEST(AMistakeInAScenarioThatAnotherIsLike, IsSaidWithItsNameAndLine) {
  const auto load = [](std::string_view) { return std::optional<std::string>("title \"x\"\nbad\n"); };
  EXPECT_EQ(parse_scenario("b.scn", "like base\n", load).error(),
            "b.scn:1:6: in base, line 2: here a statement is expected, not bad");
}

}  // namespace
}  // namespace pecmock::test
