#include "probe/rotation/calendar.hpp"

#include "tests/support/format_checks/format_checks.hpp"
#include "tests/unit/rotation/examples.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <libical/ical.h>

#include <memory>

namespace pecprobe {
namespace {

using namespace test;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// One event as libical reads it back.
struct ReadEvent {
  std::string uid;
  std::string start;
  std::string end;
  int sequence = 0;
  icalproperty_status status = ICAL_STATUS_NONE;
  std::string summary;
  std::string trigger;  // of its alarm; empty: it has none

  bool operator==(const ReadEvent&) const = default;
};

struct ReadCalendar {
  icalproperty_method method = ICAL_METHOD_NONE;
  std::vector<ReadEvent> events;
  int errors = 0;
};

std::string text_of(const char* text) { return text == nullptr ? "" : text; }

ReadEvent read_event(icalcomponent* event) {
  ReadEvent out;
  out.uid = text_of(icalcomponent_get_uid(event));
  out.start = icaltime_as_ical_string(icalcomponent_get_dtstart(event));
  out.end = icaltime_as_ical_string(icalcomponent_get_dtend(event));
  out.sequence = icalcomponent_get_sequence(event);
  out.status = icalcomponent_get_status(event);
  out.summary = text_of(icalcomponent_get_summary(event));
  if (icalcomponent* alarm = icalcomponent_get_first_component(event, ICAL_VALARM_COMPONENT)) {
    icalproperty* trigger = icalcomponent_get_first_property(alarm, ICAL_TRIGGER_PROPERTY);
    out.trigger = icaldurationtype_as_ical_string(icalproperty_get_trigger(trigger).duration);
  }
  return out;
}

ReadCalendar read(const std::string& text) {
  const std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)> root(icalparser_parse_string(text.c_str()),
                                                                           icalcomponent_free);
  ReadCalendar out;
  // Not icalrestriction_check(): for iTIP (RFC 5546 §3.2.1) it wants an organizer, which would make a calendar take a
  // file that a person imports for somebody's invitation.
  out.errors = icalcomponent_count_errors(root.get());
  out.method = icalcomponent_get_method(root.get());
  for (icalcomponent* event = icalcomponent_get_first_component(root.get(), ICAL_VEVENT_COMPONENT); event != nullptr;
       event = icalcomponent_get_next_component(root.get(), ICAL_VEVENT_COMPONENT)) {
    out.events.push_back(read_event(event));
  }
  return out;
}

PasswordOnRecord august() { return {entry_of(issued_on(k_august)), {}, std::nullopt}; }

std::string written(const PasswordOnRecord& record, Language language = Language::english) {
  return calendar({record}, k_today, language);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find("\r\n", at);
    lines.push_back(text.substr(at, end - at));
    at = end == std::string::npos ? text.size() : end + 2;
  }
  return lines;
}

TEST(Calendar, HasThreeAllDayEventsThatLibicalReadsBack) {
  const ReadCalendar found = read(written(august()));
  EXPECT_EQ(found.errors, 0);
  EXPECT_EQ(found.method, ICAL_METHOD_PUBLISH);
  const std::string account = "PEC ditta@pec.example: the password ";
  EXPECT_THAT(found.events,
              ElementsAre(ReadEvent{"extendable:mailbox::ditta@pec.example@pecprobe", "20261018", "20261019", 0,
                                    ICAL_STATUS_CONFIRMED, account + "can be extended from today", "PT9H"},
                          ReadEvent{"three_days:mailbox::ditta@pec.example@pecprobe", "20261029", "20261030", 0,
                                    ICAL_STATUS_CONFIRMED, account + "expires in 3 days", "PT9H"},
                          ReadEvent{"last_day:mailbox::ditta@pec.example@pecprobe", "20261101", "20261102", 0,
                                    ICAL_STATUS_CONFIRMED, account + "expires today", "PT9H"}));
}

TEST(Calendar, AnExtensionMovesTheSameEvents) {
  PasswordOnRecord record = august();
  const ReadCalendar before = read(written(record));
  record.entry = extended(record.entry, 2026y / 10 / 20, std::nullopt, k_today)->entry;
  const ReadCalendar after = read(written(record));
  ASSERT_EQ(after.events.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(after.events[i].uid, before.events[i].uid);
    EXPECT_GT(after.events[i].sequence, before.events[i].sequence);
  }
  EXPECT_EQ(after.events[2].start, "20270120");
}

TEST(Calendar, ADeactivationCancelsTheEvents) {
  PasswordOnRecord record = august();
  record.entry = deactivated(record.entry, 2026y / 10 / 20, k_today)->entry;
  const ReadCalendar found = read(written(record));
  EXPECT_EQ(found.errors, 0);
  EXPECT_EQ(found.method, ICAL_METHOD_CANCEL);
  ASSERT_EQ(found.events.size(), 3U);
  for (const ReadEvent& event : found.events) {
    EXPECT_EQ(event.status, ICAL_STATUS_CANCELLED);
    EXPECT_EQ(event.sequence, 1);
    EXPECT_EQ(event.trigger, "");
  }
}

TEST(Calendar, ThatHoldsOneLivingPasswordCancelsOnlyTheDeadOne) {
  PasswordOnRecord dead = august();
  dead.entry = deactivated(dead.entry, k_today, k_today)->entry;
  PasswordOnRecord living = august();
  living.entry.key.address = "studio@pec.example";
  const ReadCalendar found = read(calendar({dead, living}, k_today, Language::english));
  EXPECT_EQ(found.method, ICAL_METHOD_PUBLISH);
  ASSERT_EQ(found.events.size(), 6U);
  EXPECT_EQ(found.events[0].status, ICAL_STATUS_CANCELLED);
  EXPECT_EQ(found.events[5].status, ICAL_STATUS_CONFIRMED);
}

TEST(Calendar, NamesNoDayThatIsNotKnown) {
  PasswordOnRecord record = august();
  record.entry.validity.extension_from_days.reset();
  EXPECT_EQ(read(written(record)).events.size(), 2U);
  record.entry.expires.reset();
  EXPECT_FALSE(has_events({record}));
  EXPECT_TRUE(has_events({august()}));
  record.entry.revision = 1;  // there may be events of a time when it was known
  EXPECT_EQ(read(written(record)).events.at(2).status, ICAL_STATUS_CANCELLED);
}

TEST(Calendar, TellsTheAccountsOfOneBoxApartAndNotTheLettersOfTheAddress) {
  PasswordOnRecord record = august();
  record.entry.key = {"DITTA@pec.example", AccountKind::multiuser, "anna"};
  EXPECT_EQ(read(written(record)).events[2].uid, "last_day:multiuser:anna:ditta@pec.example@pecprobe");
}

TEST(Calendar, EndsLinesWithCrLfAndFoldsThemBetweenCharacters) {
  for (const Language language : {Language::italian, Language::english}) {
    const std::string text = written(august(), language);
    for (const std::string& line : lines_of(text)) {
      EXPECT_LE(line.size(), 75U) << line;
      EXPECT_EQ(line.find_first_of("\r\n"), std::string::npos) << line;
      // A continuation byte after the fold's blank would be the rest of a character.
      EXPECT_FALSE(line.size() > 1 && (static_cast<unsigned char>(line[1]) & 0xC0U) == 0x80U && line[0] == ' ') << line;
    }
    EXPECT_TRUE(text.ends_with("END:VCALENDAR\r\n"));
  }
}

TEST(Calendar, FoldsLinesOfEveryLength) {
  PasswordOnRecord record = august();
  for (std::size_t length = 1; length <= 160; ++length) {
    record.entry.key.address = std::string(length, 'd') + "@pec.example";
    EXPECT_THAT(calendar_faults(written(record)), IsEmpty()) << length;
  }
}

TEST(Calendar, IsTheSameForTheSameDay) { EXPECT_EQ(written(august()), written(august())); }

TEST(Calendar, KeepsHostileTextInsideItsProperty) {
  PasswordOnRecord record = august();
  record.entry.key.login = "anna\r\nBEGIN:VALARM;,\\";
  record.entry.key.kind = AccountKind::multiuser;
  const ReadCalendar found = read(written(record));
  EXPECT_EQ(found.errors, 0);
  EXPECT_EQ(found.events.size(), 3U);
  EXPECT_THAT(lines_of(written(record)), Not(testing::Contains("BEGIN:VALARM;,\\")));
  EXPECT_THAT(calendar_faults(written(record)), IsEmpty());
}

TEST(Calendar, HasNoFaultThatItsCheckerKnowsAndTheCheckerKnowsThem) {
  const std::string good = written(august());
  EXPECT_THAT(calendar_faults(good), IsEmpty());
  const auto with = [&good](std::string_view line) {
    return std::string(good).insert(good.find("UID:"), std::string(line) + "\r\n");
  };
  for (const std::string& bad :
       {with("BEGIN:VALARM;,\\"), with("ATTACH:http://x.example/"), with("SUMMARY:a,b"), with("SUMMARY:a\\b"),
        with("SUMMARY:" + std::string(80, 'x')), with("no property"), good.substr(0, good.size() / 2), good + "X"}) {
    EXPECT_THAT(calendar_faults(bad), Not(IsEmpty())) << bad;
  }
}

}  // namespace
}  // namespace pecprobe
