// What a conversation made of the password, repeated by a server.
#include "protocols/wire/conversation_secrets.hpp"

#include "protocols/base/text.hpp"
#include "protocols/wire/limits.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

constexpr std::string_view k_digest = "c4c9334bac560ecc979e58001b3e22fb";

const Redactor k_account{Secret{"app-password-1"}, "casella@pec.example"};

/// A server's words as they stand in the facts afterwards.
std::string after(const ConversationSecrets& secrets, std::string_view words) {
  DialogueFacts facts;
  facts.unexpected = words;
  return secrets.masked(facts).unexpected;
}

ConversationSecrets knowing_the_digest() {
  ConversationSecrets secrets{k_account};
  secrets.learn({Secret{"APOP casella "}.append(k_digest).append("\r\n"), "APOP casella <password>"});
  return secrets;
}

TEST(ConversationSecrets, ADigestStandsInNoTextAnyMore) {
  const ConversationSecrets secrets = knowing_the_digest();
  EXPECT_EQ(after(secrets, "-ERR what is c4c9334bac560ecc979e58001b3e22fb?"), "-ERR what is <password>?");
  EXPECT_EQ(after(secrets, "-ERR no casella here"), "-ERR no casella here");
}

TEST(ConversationSecrets, AResponseIsKnownWithAndWithoutItsBase64) {
  const std::string message = "casella@pec.example " + std::string(k_digest);
  const std::string encoded = base64_encode(message);
  ConversationSecrets secrets{k_account};
  secrets.learn({Secret{encoded}.append("\r\n"), "<password>"});
  EXPECT_EQ(after(secrets, "1 " + encoded + " 2"), "1 <password> 2");
  EXPECT_EQ(after(secrets, "1 " + std::string(k_digest) + " 2"), "1 <password> 2");
  EXPECT_EQ(after(secrets, "casella@pec.example"), "casella@pec.example") << "the login is no secret";
}

TEST(ConversationSecrets, OrdinaryCommandsTeachNothing) {
  ConversationSecrets secrets{k_account};
  secrets.learn(plain_command("CAPABILITY of some length that is enough"));
  EXPECT_EQ(after(secrets, "CAPABILITY of some length that is enough"), "CAPABILITY of some length that is enough");
}

TEST(ConversationSecrets, WhatTheAccountsRedactorKnowsIsNotLearntAgain) {
  ConversationSecrets secrets{k_account};
  const std::string plain = base64_encode(std::string("\0casella@pec.example\0app-password-1", 35));
  secrets.learn({Secret{plain}.append("\r\n"), "<password>"});
  EXPECT_EQ(k_account.redact(plain), "<password>");
  EXPECT_EQ(after(secrets, plain), plain) << "masked when it was received, not here";
}

TEST(ConversationSecrets, EveryTextOfTheServerIsMasked) {
  const std::string line = "-ERR " + std::string(k_digest);
  const Reply reply{ReplyStatus::negative, "-ERR", 0, {}, {}, {}, std::string(k_digest), {line}};
  DialogueFacts facts;
  facts.greeting = facts.capability_reply = facts.starttls_reply = facts.auth.reply = reply;
  facts.mailbox_reply = facts.sender_reply = facts.recipient_reply = facts.farewell = reply;
  facts.after_tls = facts.after_login = facts.auth.offered = facts.alerts = {line};
  facts.unexpected = facts.protocol_error = line;
  const Reply masked{ReplyStatus::negative, "-ERR", 0, {}, {}, {}, "<password>", {"-ERR <password>"}};
  const DialogueFacts result = knowing_the_digest().masked(facts);
  for (const auto& field : {result.greeting, result.capability_reply, result.starttls_reply, result.auth.reply,
                            result.mailbox_reply, result.sender_reply, result.recipient_reply, result.farewell}) {
    EXPECT_EQ(field, masked);
  }
  for (const auto& field : {result.after_tls, result.after_login, result.auth.offered, result.alerts}) {
    EXPECT_EQ(field, std::vector<std::string>{"-ERR <password>"});
  }
  EXPECT_EQ(result.unexpected, "-ERR <password>");
  EXPECT_EQ(result.protocol_error, "-ERR <password>");
}

TEST(ConversationSecrets, ATranscriptIsMaskedAndKeepsTheNumberOfWhatDidNotFit) {
  Transcript transcript;
  for (std::size_t i = 0; i < k_kept_transcript_entries + 3; ++i) {
    transcript.add({TranscriptEntry::Kind::received, true, {}, "-ERR " + std::string(k_digest)});
  }
  const Transcript masked = knowing_the_digest().masked(transcript);
  ASSERT_EQ(masked.entries().size(), k_kept_transcript_entries);
  for (const TranscriptEntry& entry : masked.entries()) {
    EXPECT_EQ(entry.text, "-ERR <password>");
  }
  EXPECT_EQ(masked.dropped(), 3U);
}

TEST(ConversationSecrets, TheSignatureThatEndsScramIsMaskedInEveryProtocol) {
  // RFC 7677 §3
  const std::string signature = base64_encode("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
  const std::string challenge = base64_encode("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
  Transcript transcript;
  for (const std::string& line : {"+ " + signature, "334 " + signature + " ", signature, "+ " + challenge}) {
    transcript.add({TranscriptEntry::Kind::received, true, {}, line});
  }
  const Transcript masked = ConversationSecrets{k_account}.masked(transcript);
  std::vector<std::string> shown;
  for (const TranscriptEntry& entry : masked.entries()) {
    shown.push_back(entry.text);
  }
  EXPECT_EQ(shown, (std::vector<std::string>{"+ <password>", "334 <password>", "<password>", "+ " + challenge}));
}

}  // namespace
}  // namespace pecprobe
