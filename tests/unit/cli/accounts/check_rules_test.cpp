#include "probe/cli/accounts/check_rules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr sys_days k_today{2026y / 11 / 22};

Account account_on(Protocol protocol, std::string host = "localhost") {
  Account account;
  account.address = "ditta@pec.example";
  account.login = "ditta@pec.example";
  account.endpoints = {{protocol, std::move(host), 993, TlsMode::implicit}};
  return account;
}

TEST(Contradictions, APasswordCannotBeIssuedTomorrow) {
  Account account = account_on(Protocol::imap);
  account.password_issued = k_today;
  EXPECT_EQ(contradiction({}, account, k_today), std::nullopt);
  account.password_issued = k_today + std::chrono::days{1};
  EXPECT_EQ(contradiction({}, account, k_today), (UsageError{Message::issued_after_today, "", ""}));
}

TEST(Contradictions, ASenderCheckNeedsSmtp) {
  CheckRequest request;
  request.check_sender = true;
  EXPECT_EQ(contradiction(request, account_on(Protocol::smtp), k_today), std::nullopt);
  EXPECT_EQ(contradiction(request, account_on(Protocol::imap), k_today),
            (UsageError{Message::sender_check_without_smtp, "--check-sender", ""}));
  request.check_sender = false;
  request.check_recipient = "altro@pec.example";
  EXPECT_EQ(contradiction(request, account_on(Protocol::imap), k_today),
            (UsageError{Message::sender_check_without_smtp, "--check-recipient", ""}));
}

TEST(Contradictions, CleartextNeverLeavesThisComputer) {
  CheckRequest request;
  request.account.cleartext = Cleartext::on_loopback;
  request.network.resolve = {{"localhost", 143, {"127.0.0.1", "::1"}}};
  EXPECT_EQ(contradiction(request, account_on(Protocol::imap), k_today), std::nullopt);
  request.network.resolve = {{"localhost", 143, {"127.0.0.1", "192.0.2.1"}}};
  EXPECT_EQ(contradiction(request, account_on(Protocol::imap), k_today),
            (UsageError{Message::cleartext_with_resolve, "", ""}));
  request.network.resolve.clear();
  request.network.proxy = "http://proxy.example:3128";
  EXPECT_EQ(contradiction(request, account_on(Protocol::imap), k_today),
            (UsageError{Message::cleartext_with_proxy, "", ""}));
}

TEST(Notes, AKnownWrongHostIsNamedWithTheRightOne) {
  CheckRequest request;
  request.account.endpoints = {{Protocol::smtp, "smtp.pec.aruba.it", 465, TlsMode::implicit}};
  EXPECT_THAT(notes(request.account, account_on(Protocol::smtp), ProviderTable::built_in()),
              ElementsAre(UsageError{Message::note_wrong_host, "smtp.pec.aruba.it", "smtps.pec.aruba.it"}));
  request.account.endpoints = {{Protocol::imap, "legalmail.it", 993, TlsMode::implicit}};
  EXPECT_THAT(notes(request.account, account_on(Protocol::imap), ProviderTable::built_in()),
              ElementsAre(UsageError{Message::note_wrong_host_without_right_one, "legalmail.it", ""}));
}

TEST(Notes, AProviderWithUserIdsIsMentionedUntilALoginIsGiven) {
  Account account = account_on(Protocol::imap);
  account.provider = "legalmail";
  EXPECT_THAT(notes({}, account, ProviderTable::built_in()),
              ElementsAre(UsageError{Message::note_user_id, "InfoCert Legalmail", ""}));
  account.login = "M1234567";
  EXPECT_THAT(notes({}, account, ProviderTable::built_in()), IsEmpty());
}

Environment terminal(std::optional<std::string> no_color, std::string term = "xterm") {
  return [=](const char* name) -> std::optional<std::string> {
    return std::string_view(name) == "NO_COLOR" ? no_color : std::optional(term);
  };
}

TEST(Colours, TheOptionDecides) {
  EXPECT_EQ(colour_of(ColourChoice::always, false, terminal("1")), Colour::always);
  EXPECT_EQ(colour_of(ColourChoice::never, true, terminal(std::nullopt)), Colour::never);
}

TEST(Colours, AutomaticallyOnATerminalThatWantsThem) {
  EXPECT_EQ(colour_of(ColourChoice::automatic, true, terminal(std::nullopt)), Colour::always);
  EXPECT_EQ(colour_of(ColourChoice::automatic, true, terminal("")), Colour::always);
  EXPECT_EQ(colour_of(ColourChoice::automatic, true, terminal("1")), Colour::never);
  EXPECT_EQ(colour_of(ColourChoice::automatic, true, terminal(std::nullopt, "dumb")), Colour::never);
  EXPECT_EQ(colour_of(ColourChoice::automatic, false, terminal(std::nullopt)), Colour::never);
}

}  // namespace
}  // namespace pecprobe
