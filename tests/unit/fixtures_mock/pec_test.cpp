// What a provider of certified mail answers to a submitted message, fetched as clients do.
#include "probe/receipt/receipt.hpp"
#include "tests/unit/fixtures_mock/raw_client.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/pem.h>

namespace pecmock::test {
namespace {

using pecprobe::FindingCode;
using pecprobe::ReceiptKind;
using testing::ElementsAre;

/// A mailbox without sample messages, and a provider that does `statements`.
std::string pec(std::string_view statements) {
  return fmt::format(
      "account \"casella@pec.example\" {{\n password \"app-password-1\"\n messages 0\n}}\n"
      "pec \"gestore.example\" {{\n{}\n}}",
      statements);
}

void submit(Playing& playing, std::string_view to = "casella@pec.example") {
  const auto client = playing.logged_in(Protocol::smtp);
  EXPECT_EQ(client->ask("MAIL FROM:<casella@pec.example>").substr(0, 3), "250");
  EXPECT_EQ(client->ask(fmt::format("RCPT TO:<{}>", to)).substr(0, 3), "250");
  EXPECT_EQ(client->ask("DATA").substr(0, 3), "354");
  client->say(
      "From: casella@pec.example\r\nTo: casella@pec.example\r\nSubject: Prova\r\n"
      "Message-ID: <prova.1@pec.example>\r\n\r\nciao");
  EXPECT_EQ(client->ask(".").substr(0, 3), "250");
}

/// Everything in the mailbox, over POP3.
std::vector<std::string> fetched(Playing& playing) {
  const auto client = playing.logged_in(Protocol::pop3);
  const std::string stat = client->ask("STAT");  // +OK 3 4711
  const int count = std::stoi(stat.substr(4));
  std::vector<std::string> messages;
  for (int number = 1; number <= count; ++number) {
    client->ask(fmt::format("RETR {}", number));
    std::string message;
    for (std::string line = client->line(); line != "." && line != "TIMEOUT"; line = client->line()) {
      message += (line.starts_with("..") ? line.substr(1) : line) + "\r\n";
    }
    messages.push_back(message);
  }
  return messages;
}

/// A store with the mock's authority in it.
pecprobe::TrustStore store_of(const MockServer& server) {
  const std::string pem = server.ca_pem();
  const std::unique_ptr<BIO, FreeWith<BIO_free_all>> input(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const std::unique_ptr<X509, FreeWith<X509_free>> root(PEM_read_bio_X509(input.get(), nullptr, nullptr, nullptr));
  pecprobe::TrustStore store(X509_STORE_new());
  X509_STORE_add_cert(store.get(), root.get());
  return store;
}

std::vector<pecprobe::Receipt> verified(Playing& playing) {
  const auto store = store_of(playing.server);
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  std::vector<pecprobe::Receipt> receipts;
  for (const std::string& message : fetched(playing)) {
    receipts.push_back(pecprobe::verify_receipt(message, store.get(), now));
  }
  return receipts;
}

std::vector<ReceiptKind> kinds(const std::vector<pecprobe::Receipt>& receipts) {
  std::vector<ReceiptKind> found;
  for (const pecprobe::Receipt& receipt : receipts) {
    found.push_back(receipt.kind);
  }
  return found;
}

std::vector<FindingCode> codes(const pecprobe::Receipt& receipt) {
  std::vector<FindingCode> found;
  for (const pecprobe::Finding& finding : receipt.findings) {
    found.push_back(finding.code);
  }
  return found;
}

TEST(AProviderOfCertifiedMail, AnswersWithAcceptanceEnvelopeAndDeliveryThatHold) {
  Playing playing(pec(""));
  submit(playing);
  const auto receipts = verified(playing);
  EXPECT_THAT(kinds(receipts), ElementsAre(ReceiptKind::acceptance, ReceiptKind::envelope, ReceiptKind::delivery));
  for (const pecprobe::Receipt& receipt : receipts) {
    EXPECT_THAT(codes(receipt), ElementsAre());
    ASSERT_TRUE(receipt.certification);
    EXPECT_EQ(receipt.certification->message_id, "<prova.1@pec.example>");
  }
}

TEST(AProviderOfCertifiedMail, DeliversNothingToWhomItDoesNotKnow) {
  Playing playing(pec(""));
  submit(playing, "nessuno@altrove.example");
  const auto receipts = verified(playing);
  EXPECT_THAT(kinds(receipts), ElementsAre(ReceiptKind::acceptance, ReceiptKind::delivery_error));
  EXPECT_EQ(receipts.back().certification->error, "no-dest");
}

TEST(AProviderOfCertifiedMail, LeavesOutRepeatsAndSaysOtherThings) {
  Playing playing(pec("missing envelope\ntwice acceptance\ninstead delivery delivery_warning \"altro\" \"12 h\""));
  submit(playing);
  EXPECT_THAT(kinds(verified(playing)),
              ElementsAre(ReceiptKind::acceptance, ReceiptKind::acceptance, ReceiptKind::delivery_warning));
}

TEST(AProviderOfCertifiedMail, ThatDoesNotAcceptGoesNoFurther) {
  Playing playing(pec("instead acceptance non_acceptance \"altro\""));
  submit(playing);
  EXPECT_THAT(kinds(verified(playing)), ElementsAre(ReceiptKind::non_acceptance));
}

TEST(AProviderOfCertifiedMail, IsForgedInEveryWay) {
  struct Case {
    std::string_view forgery;
    std::vector<FindingCode> findings;
  };
  const std::vector<Case> cases = {{"wrong_signer", {FindingCode::signer_is_not_sender}},
                                   {"foreign_authority", {FindingCode::signer_not_trusted}},
                                   {"expired", {FindingCode::signer_expired}},
                                   {"altered", {FindingCode::content_altered}},
                                   {"look_alike", {FindingCode::not_a_receipt}}};
  for (const Case& each : cases) {
    Playing playing(pec(fmt::format("missing envelope\nmissing delivery\nforged acceptance {}", each.forgery)));
    submit(playing);
    const auto receipts = verified(playing);
    ASSERT_EQ(receipts.size(), 1U) << each.forgery;
    EXPECT_EQ(codes(receipts.front()), each.findings) << each.forgery;
  }
}

TEST(AProviderOfCertifiedMail, CanAnswerAboutAnotherMessage) {
  Playing playing(pec("missing envelope\nmissing delivery\nforged acceptance other_message"));
  submit(playing);
  EXPECT_EQ(verified(playing).front().certification->message_id, "<another.message@pec.example>");
}

TEST(ALateReceipt, IsToldToAClientThatIdles) {
  Playing playing(pec("missing acceptance\nmissing envelope\nlate delivery 200ms"));
  const auto client = playing.logged_in(Protocol::imap);
  client->say("b SELECT INBOX");
  EXPECT_TRUE(client->lines_until("b ").back().starts_with("b OK"));
  EXPECT_EQ(client->ask("c IDLE").substr(0, 1), "+");
  submit(playing);
  EXPECT_EQ(client->line(), "* 1 EXISTS");
}

}  // namespace
}  // namespace pecmock::test
