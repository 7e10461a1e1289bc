#include "probe/cli/options/options.hpp"

#include "probe/cli/options/option_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

using Arguments = std::vector<std::string>;

CheckRequest parsed(const Arguments& arguments) {
  const auto request = parse_check_arguments(arguments);
  EXPECT_TRUE(request) << text(request.error().message, Language::english, request.error().what,
                               request.error().detail);
  return request.value_or(CheckRequest{});
}

UsageError refused(const Arguments& arguments) {
  const auto request = parse_check_arguments(arguments);
  EXPECT_FALSE(request) << "was accepted";
  return request ? UsageError{Message::internal_error, {}, {}} : request.error();
}

std::string sentence(const UsageError& error) {
  return text(error.message, Language::english, error.what, error.detail);
}

/// A value that fits each option that takes one.
const std::map<std::string_view, std::string>& fitting_values() {
  static const std::map<std::string_view, std::string> values = {
      {"provider", "aruba"},
      {"imap", "imaps://imap.pec.example"},
      {"pop3", "pop3://pop.pec.example:1110"},
      {"smtp", "smtps://smtp.pec.example"},
      {"protocols", "imap,smtp"},
      {"login", "M1234567"},
      {"account-kind", "archive"},
      {"two-step", "on"},
      {"password-issued", "2026-08-01"},
      {"today", "2026-11-22"},
      {"password-file", "/run/secrets/pec"},
      {"password-env", "PEC_PASSWORD"},
      {"password-command", "pass show pec"},
      {"ca-file", "ca.pem"},
      {"crl-file", "lists.pem"},
      {"resolve", "imap.pec.example:993:127.0.0.1"},
      {"proxy", "http://proxy.example:3128"},
      {"connect-timeout", "2.5"},
      {"timeout", "30"},
      {"check-recipient", "altro@pec.example"},
      {"fail-if-expires-within", "14d"},
      {"fail-if-certificate-within", "12h"},
      {"retries", "3"},
      {"state", "state.db"},
      {"format", "json"},
      {"warning", "14d"},
      {"critical", "2d"},
      {"labels", "address"},
      {"report", "json=report.json"},
      {"lang", "en"},
      {"color", "never"},
  };
  return values;
}

TEST(OptionTable, EveryOptionParsesInEveryForm) {
  for (const OptionRow& row : check_options()) {
    const std::string name = "--" + std::string(row.name);
    if (row.argument.empty()) {
      EXPECT_TRUE(parse_check_arguments({name})) << name;
    } else {
      ASSERT_TRUE(fitting_values().contains(row.name)) << name;
      EXPECT_TRUE(parse_check_arguments({name, fitting_values().at(row.name)})) << name;
      EXPECT_TRUE(parse_check_arguments({name + "=" + fitting_values().at(row.name)})) << name;
    }
    if (row.letter != 0) {
      EXPECT_TRUE(parse_check_arguments({std::string{'-', row.letter}})) << row.letter;
    }
  }
}

TEST(OptionTable, HasEveryPublicOption) {
  std::set<std::string_view> names;
  for (const OptionRow& row : check_options()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
  }
  for (const char* name : {"provider",
                           "imap",
                           "pop3",
                           "smtp",
                           "protocols",
                           "login",
                           "account-kind",
                           "two-step",
                           "password-issued",
                           "today",
                           "password-stdin",
                           "password-file",
                           "password-env",
                           "password-command",
                           "ca-file",
                           "crl-file",
                           "resolve",
                           "proxy",
                           "all-addresses",
                           "allow-cleartext",
                           "connect-timeout",
                           "timeout",
                           "check-sender",
                           "check-recipient",
                           "fail-if-expires-within",
                           "fail-if-certificate-within",
                           "warnings-as-failures",
                           "retries",
                           "try-all",
                           "force",
                           "no-memory",
                           "state",
                           "format",
                           "report",
                           "warning",
                           "critical",
                           "labels",
                           "share",
                           "lang",
                           "color"}) {
    EXPECT_TRUE(names.contains(name)) << name;
  }
}

TEST(OptionTable, EverySwitchRefusesAValueAndEveryOtherOptionItsAbsence) {
  for (const OptionRow& row : check_options()) {
    const std::string name = "--" + std::string(row.name);
    if (row.argument.empty()) {
      EXPECT_EQ(refused({name + "=yes"}), (UsageError{Message::option_takes_no_value, name, ""}));
    } else {
      EXPECT_EQ(refused({name}), (UsageError{Message::option_needs_value, name, ""}));
      EXPECT_EQ(refused({name + "="}), (UsageError{Message::option_needs_value, name, ""}));
    }
  }
}

TEST(OptionTable, OnlyRepeatableOptionsMayStandTwice) {
  for (const OptionRow& row : check_options()) {
    const std::string name = "--" + std::string(row.name);
    Arguments twice = row.argument.empty()
                          ? Arguments{name, name}
                          : Arguments{name, fitting_values().at(row.name), name, fitting_values().at(row.name)};
    if (row.is_repeatable) {
      EXPECT_TRUE(parse_check_arguments(twice)) << name;
    } else {
      EXPECT_EQ(refused(twice), (UsageError{Message::option_twice, name, ""}));
    }
  }
}

TEST(Options, WithoutAnyTheDefaultsStand) {
  const CheckRequest request = parsed({"ditta@pec.example"});
  EXPECT_EQ(request.account.address, "ditta@pec.example");
  EXPECT_EQ(request.password, std::nullopt);
  EXPECT_EQ(request.network.connect_timeout, Duration(10s));
  EXPECT_EQ(request.network.service_timeout, Duration(60s));
  EXPECT_EQ(request.format, "text");
  EXPECT_EQ(request.retries, 0);
  EXPECT_EQ(request.failure_rules, FailureRules{});
  EXPECT_EQ(request.guard, GuardSettings{});
}

TEST(Options, OfTheAccountReachTheAccount) {
  const CheckRequest request =
      parsed({"--provider", "aruba", "--imap", "imap://h.example:1143", "--smtp=smtps://h.example", "--protocols",
              "smtp,imap", "--login", " M 1 ", "--account-kind", "multiuser", "--two-step", "off", "--password-issued",
              "2026-08-01", "ditta@pec.example"});
  EXPECT_EQ(request.account.provider, "aruba");
  EXPECT_THAT(request.account.endpoints, ElementsAre(Endpoint{Protocol::imap, "h.example", 1143, TlsMode::starttls},
                                                     Endpoint{Protocol::smtp, "h.example", 465, TlsMode::implicit}));
  EXPECT_THAT(request.account.protocols, ElementsAre(Protocol::smtp, Protocol::imap));
  EXPECT_EQ(request.account.login, " M 1 ");
  EXPECT_EQ(request.account.kind, AccountKind::multiuser);
  EXPECT_EQ(request.account.two_step, TwoStep::off);
  EXPECT_EQ(request.account.password_issued, std::chrono::sys_days{2026y / 8 / 1});
}

TEST(Options, OfTheNetworkReachTheNetwork) {
  const CheckRequest request = parsed({"--ca-file", "ca.pem", "--resolve", "a.example:993:127.0.0.1", "--resolve",
                                       "b.example:465:127.0.0.2", "-6", "--proxy", "socks5h://p.example:1080",
                                       "--connect-timeout", "0.5", "--timeout", "90", "--all-addresses"});
  EXPECT_EQ(request.network.ca_file, "ca.pem");
  EXPECT_EQ(request.network.resolve.size(), 2U);
  EXPECT_EQ(request.network.family, AddressFamily::ipv6);
  EXPECT_EQ(request.network.proxy, "socks5h://p.example:1080");
  EXPECT_EQ(request.network.connect_timeout, Duration(500ms));
  EXPECT_EQ(request.network.service_timeout, Duration(90s));
  EXPECT_EQ(request.addresses, AddressPlan::each_one);
}

TEST(Options, OfTheResultReachTheRequest) {
  const CheckRequest request = parsed({"--fail-if-expires-within", "14d", "--fail-if-certificate-within", "90m",
                                       "--warnings-as-failures", "--report", "text=a.txt", "--report=json=b=c.json",
                                       "-v", "--color", "always", "--lang", "en", "--share"});
  EXPECT_EQ(request.failure_rules, (FailureRules{Duration(14 * 24h), Duration(90min), true}));
  EXPECT_THAT(request.reports, ElementsAre(ReportFile{"text", "a.txt"}, ReportFile{"json", "b=c.json"}));
  EXPECT_EQ(request.verbosity, Verbosity::verbose);
  EXPECT_EQ(request.colour, ColourChoice::always);
  EXPECT_EQ(request.language, Language::english);
  EXPECT_TRUE(request.share);
}

TEST(Options, OfTheGuardAreCarried) {
  EXPECT_EQ(parsed({"--try-all", "--force", "--no-memory", "--state", "s.db"}).guard,
            (GuardSettings{true, true, true, "s.db"}));
}

TEST(Options, EachSourceOfThePasswordIsUnderstood) {
  EXPECT_EQ(parsed({"--password-stdin"}).password, (SecretSource{SecretOrigin::standard_input, ""}));
  EXPECT_EQ(parsed({"--password-file", "f"}).password, (SecretSource{SecretOrigin::file, "f"}));
  EXPECT_EQ(parsed({"--password-env", "V"}).password, (SecretSource{SecretOrigin::environment, "V"}));
  EXPECT_EQ(parsed({"--password-command", "pass show 'a b'"}).password,
            (SecretSource{SecretOrigin::command, "pass show 'a b'"}));
}

TEST(Options, ThatExcludeEachOtherAreNamedBoth) {
  EXPECT_EQ(refused({"--password-stdin", "--password-env", "V"}),
            (UsageError{Message::options_exclude_each_other, "--password-stdin", "--password-env"}));
  EXPECT_EQ(refused({"-4", "-6"}), (UsageError{Message::options_exclude_each_other, "--ipv4", "--ipv6"}));
  EXPECT_EQ(refused({"-q", "-v"}), (UsageError{Message::options_exclude_each_other, "--quiet", "--verbose"}));
}

TEST(Options, APasswordOnTheCommandLineIsRefusedWithTheReasonAndNotRepeated) {
  for (const Arguments& arguments : {Arguments{"--password", "app-password-1"}, Arguments{"--password=app-password-1"},
                                     Arguments{"a@b.example", "--timeout", "x", "--password=app-password-1"}}) {
    const UsageError error = refused(arguments);
    EXPECT_EQ(error, (UsageError{Message::password_on_command_line, "", ""}));
    EXPECT_THAT(sentence(error), Not(HasSubstr("app-password-1")));
    EXPECT_THAT(sentence(error), HasSubstr("--password-stdin"));
  }
}

TEST(Options, AnUnknownOptionIsNamedWithoutWhatFollowsIt) {
  EXPECT_EQ(refused({"--frobnicate=app-password-1"}), (UsageError{Message::option_unknown, "--frobnicate", ""}));
  EXPECT_EQ(refused({"--pasword=app-password-1"}), (UsageError{Message::option_unknown_password, "--pasword", ""}));
  EXPECT_EQ(refused({"--pw", "app-password-1"}), (UsageError{Message::option_unknown_password, "--pw", ""}));
  EXPECT_EQ(refused({"-papp-password-1"}), (UsageError{Message::option_unknown_password, "-p", ""}));
  EXPECT_EQ(refused({"-Wapp-password-1"}), (UsageError{Message::option_unknown, "-W", ""}));
}

TEST(Options, AreNotGuessedFromTheirBeginning) {
  EXPECT_EQ(refused({"--prov", "aruba"}).message, Message::option_unknown);
  EXPECT_EQ(refused({"--password-f", "x"}).message, Message::option_unknown_password);
  EXPECT_EQ(refused({"--LANG", "en"}).message, Message::option_unknown);
}

TEST(Options, ABadValueNamesItsOptionAndIsNotRepeated) {
  const std::map<std::string, std::vector<std::string>> bad = {
      {"--imap",
       {"smtp://h.example", "imap.pec.example", "imaps://", "imaps://h.example:0", "imaps://h.example:65536",
        "imaps://h.example:-1", "imaps://h.example:993 x", "imaps://a@h.example", "imaps://h.example/x",
        "imaps://h.exa\r\nmple", "imaps://h\x7f.example"}},
      {"--pop3", {"imaps://h.example"}},
      {"--smtp", {"http://h.example"}},
      {"--protocols", {"", "imap,", ",imap", "imap smtp", "IMAP", "http"}},
      {"--account-kind", {"casella", "MAILBOX"}},
      {"--two-step", {"yes", "On"}},
      {"--password-issued", {"01/08/2026", "2026-02-30"}},
      {"--today", {"today"}},
      {"--password-env", {"A=B"}},
      {"--resolve", {"nothing"}},
      {"--proxy", {"http://a b", "http://a\r\nb", "ftp://a:21", "://a"}},
      {"--connect-timeout", {"0", "-1", "10s", "1e3"}},
      {"--timeout", {"nan", "99999999"}},
      {"--check-recipient", {"nobody", "a@b.example> SIZE=1", "a@b.exa\r\nmple"}},
      {"--fail-if-expires-within", {"14", "14 d", "-1d"}},
      {"--fail-if-certificate-within", {"two weeks"}},
      {"--retries", {"-1", "1.5", "21", "many"}},
      {"--format", {"xml", "TEXT"}},
      {"--report", {"json", "json=", "=x", "xml=x", "json=-"}},
      {"--lang", {"de", "IT"}},
      {"--color", {"yes"}},
      {"--warning", {"14"}},
      {"--labels", {"login"}},
      {"--state", {"a\nb"}},
      {"--ca-file", {"a\nb"}},
      {"--provider", {"a\nb"}},
  };
  for (const auto& [option, values] : bad) {
    for (const std::string& value : values) {
      if (value.empty()) {
        continue;
      }
      const UsageError error = refused({option, value});
      EXPECT_EQ(error.what, option) << value;
      EXPECT_THAT(sentence(error), HasSubstr(option)) << value;
      if (value.size() > 8) {  // shorter ones stand in the sentence as examples
        EXPECT_THAT(sentence(error), Not(HasSubstr(value)));
      }
    }
  }
}

TEST(Options, OneAddressIsAll) {
  EXPECT_EQ(refused({"a@pec.example", "app-password-1"}), (UsageError{Message::too_many_arguments, "", ""}));
}

TEST(Options, AnAddressIsJudgedAtOnce) {
  EXPECT_EQ(refused({"ditta"}).message, Message::address_without_domain);
  EXPECT_EQ(refused({""}).message, Message::address_without_domain);
  EXPECT_EQ(refused({"dit\nta@pec.example"}).message, Message::address_has_control_characters);
}

TEST(Options, ASwitchDoesNotSwallowTheAddress) {
  EXPECT_EQ(parsed({"-4", "ditta@pec.example"}).account.address, "ditta@pec.example");
  EXPECT_EQ(parsed({"--share", "ditta@pec.example", "-v"}).account.address, "ditta@pec.example");
}

TEST(Options, ADoubleDashEndsTheOptions) {
  EXPECT_EQ(parsed({"--", "--strange@pec.example"}).account.address, "--strange@pec.example");
}

TEST(Options, ALoginMayLookLikeAnything) {
  EXPECT_EQ(parsed({"--login=--help"}).account.login, "--help");
  EXPECT_EQ(parsed({"--login=a=b"}).account.login, "a=b");
}

TEST(Options, BytesThatAreNotUtf8AndHugeArgumentsAreAnswered) {
  EXPECT_EQ(refused({"--\xFF\xFE=x"}).message, Message::option_unknown);
  EXPECT_EQ(refused({"--" + std::string(1024 * 1024, 'x')}).message, Message::option_unknown);
  EXPECT_LT(refused({"--" + std::string(1024 * 1024, 'x')}).what.size(), 60U);
  EXPECT_EQ(refused(Arguments(10'000, "x")).message, Message::too_many_arguments);
}

}  // namespace
}  // namespace pecprobe
