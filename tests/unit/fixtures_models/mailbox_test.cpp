#include "fixtures/models/mail_store.hpp"

#include <gtest/gtest.h>

namespace pecmock {
namespace {

std::shared_ptr<const std::string> text(std::string bytes) {
  return std::make_shared<const std::string>(std::move(bytes));
}

TEST(AMailbox, GivesRisingUidsThatAreNeverUsedAgain) {
  Mailbox mailbox(1);
  EXPECT_EQ(mailbox.append(text("a"), {}, {}), 1U);
  EXPECT_EQ(mailbox.append(text("bb"), {}, {}), 2U);
  EXPECT_EQ(mailbox.octets(), 3U);
  mailbox.remove(2);
  EXPECT_EQ(mailbox.append(text("c"), {}, {}), 3U);
  EXPECT_EQ(mailbox.uid_next(), 4U);
  EXPECT_EQ(mailbox.find(2), nullptr);
  ASSERT_NE(mailbox.find(3), nullptr);
  EXPECT_EQ(*mailbox.find(3)->raw, "c");
}

TEST(AMailbox, TellsItsListenersOfEveryChange) {
  Mailbox mailbox(1);
  int calls = 0;
  auto subscription = mailbox.subscribe([&] { ++calls; });
  mailbox.append(text("a"), {}, {});
  mailbox.set_flags(1, {"\\Seen"});
  mailbox.set_flags(1, {"\\Seen"});  // changes nothing
  mailbox.remove(9);                 // nor this
  mailbox.remove(1);
  EXPECT_EQ(calls, 3);
  subscription.reset();
  mailbox.append(text("b"), {}, {});
  EXPECT_EQ(calls, 3);
}

TEST(AMailStore, HasTheSameSampleMessagesInEveryRun) {
  MailStore store;
  store.add_account("Casella@pec.example", 2);
  const auto folders = store.find("casella@PEC.example");
  ASSERT_NE(folders, nullptr);
  const auto& messages = folders->inbox()->messages();
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(*messages[0].raw, sample_message("Casella@pec.example", 1));
  EXPECT_EQ(to_string(messages[1].internal_date), "2026-01-15T10:00:00Z");
  EXPECT_EQ(folders->inbox()->uid_validity(), 1'700'000'000U);
}

TEST(AMailStore, DoesNotKnowAddressesThatAreNotLocal) { EXPECT_EQ(MailStore().find("casella@pec.example"), nullptr); }

TEST(Folders, AreCreatedRenamedAndRemovedButForInbox) {
  Folders folders(7);
  EXPECT_EQ(folders.find("inbox"), folders.inbox());
  ASSERT_TRUE(folders.create("Sent"));
  EXPECT_EQ(folders.find("Sent")->uid_validity(), 8U);
  EXPECT_EQ(folders.create("Sent").error(), "Mailbox already exists");
  EXPECT_EQ(folders.create("inbox").error(), "Mailbox already exists");
  ASSERT_TRUE(folders.rename("Sent", "Inviata"));
  EXPECT_EQ(folders.find("Sent"), nullptr);
  EXPECT_EQ(folders.rename("Sent", "X").error(), "Mailbox doesn't exist");
  EXPECT_EQ(folders.rename("INBOX", "X").error(), "INBOX cannot be renamed");
  EXPECT_EQ(folders.rename("Inviata", "Inbox").error(), "Target mailbox already exists");
  ASSERT_TRUE(folders.remove("Inviata"));
  EXPECT_EQ(folders.remove("Inviata").error(), "Mailbox doesn't exist");
  EXPECT_EQ(folders.remove("INBOX").error(), "INBOX cannot be deleted");
  EXPECT_EQ(folders.all().size(), 1U);
}

}  // namespace
}  // namespace pecmock
