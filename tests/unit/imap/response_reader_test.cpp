// From a byte stream to responses, with literals and limits.
#include "protocols/imap/response_reader.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace pecprobe::imap {
namespace {

using Parts = std::vector<std::string>;

struct Read {
  std::vector<Parts> responses;
  std::string error;

  bool operator==(const Read&) const = default;
};

void drain(ResponseReader& reader, Read& read) {
  while (read.error.empty()) {
    const auto next = reader.next();
    if (!next) {
      read.error = next.error();
    } else if (!*next) {
      return;
    } else {
      read.responses.push_back((*next)->lines);
    }
  }
}

Read read_in_pieces(std::string_view bytes, std::size_t piece) {
  ResponseReader reader;
  Read read;
  while (!bytes.empty()) {
    reader.append(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
    drain(reader, read);
  }
  return read;
}

void expect_read(std::string_view bytes, const Read& expected) {
  for (const std::size_t piece : {bytes.size(), std::size_t{1}, std::size_t{7}}) {
    EXPECT_EQ(read_in_pieces(bytes, piece), expected) << piece << " bytes at a time";
  }
}

TEST(ImapResponseReader, LinesEndWithCrLfOrWithLfAlone) {
  expect_read("* OK a\r\n\r\n* OK b\n\n* c\rd\r\n", {{{"* OK a"}, {""}, {"* OK b"}, {""}, {"* c\rd"}}, ""});
}

TEST(ImapResponseReader, ALiteralBelongsToTheResponseThatAnnouncesIt) {
  expect_read("* LIST () \"/\" {11}\r\na1 OK wrong\r\n* OK next\r\n",
              {{{"* LIST () \"/\" {11}", "a1 OK wrong", ""}, {"* OK next"}}, ""});
}

TEST(ImapResponseReader, ALiteralMayHoldWholeLines) {
  expect_read("* 1 FETCH (BODY {13}\r\n\r\na1 OK yes\r\n)\r\na1 NO\r\n",
              {{{"* 1 FETCH (BODY {13}", "\r\na1 OK yes\r\n", ")"}, {"a1 NO"}}, ""});
}

TEST(ImapResponseReader, SeveralAndEmptyLiteralsAreRead) {
  expect_read("* X {0}\r\n {2}\r\n\r\n {1+}\r\n}\r\n* Y\r\n",
              {{{"* X {0}", "", " {2}", "\r\n", " {1+}", "}", ""}, {"* Y"}}, ""});
}

TEST(ImapResponseReader, TaggedAnswersAndContinuationsHoldNoLiteral) {
  expect_read("a1 NO wrong {5}\r\n+ {3}\r\na2 OK\r\n", {{{"a1 NO wrong {5}"}, {"+ {3}"}, {"a2 OK"}}, ""});
}

TEST(ImapResponseReader, ALiteralLongerThanALineIsNoOverlongLine) {
  const std::string content(k_max_literal, 'x');
  expect_read("* X {16384}\r\n" + content + "\r\n", {{{"* X {16384}", content, ""}}, ""});
}

TEST(ImapResponseReader, ALineOfTheLongestLengthPasses) {
  const std::string line(k_max_line, 'x');
  expect_read(line + "\r\n" + line + "\n", {{{line}, {line}}, ""});
}

TEST(ImapResponseReader, AnOverlongLineIsAnErrorWhateverItsEnd) {
  const std::string line(k_max_line + 1, 'x');
  for (const std::string end : {"\r\n", "\n", "xxx", "x\r\n"}) {
    expect_read(std::string("* OK\r\n").append(line).append(end), {{{"* OK"}}, "a line of more than 8192 bytes"});
  }
}

TEST(ImapResponseReader, AResponseOfTooManyPartsIsAnError) {
  std::string bytes = "* X {0}\r\n";
  for (std::size_t i = 0; i < k_max_reply_lines; ++i) {
    bytes += "{0}\r\n";
  }
  expect_read(bytes, {{}, "a response of more than 512 lines"});
}

TEST(ImapResponseReader, TheBytesOfADialogueAreCounted) {
  const std::string line = std::string(1022, 'x') + "\r\n";
  std::string bytes;
  while (bytes.size() < k_max_dialogue_bytes) {
    bytes += line;
  }
  ASSERT_EQ(bytes.size(), k_max_dialogue_bytes);
  EXPECT_EQ(read_in_pieces(bytes, bytes.size()).error, "");
  const Read whole = read_in_pieces(bytes + "y", bytes.size() + 1);
  EXPECT_EQ(whole.responses.size(), 512U);
  EXPECT_EQ(whole.error, "more than 524288 bytes in one dialogue");
  EXPECT_EQ(read_in_pieces(bytes + "y", 999), whole);
}

TEST(ImapResponseReader, ClearingForgetsBytesAndHalfResponsesButNotTheCount) {
  ResponseReader reader;
  Read read;
  reader.append("* X {5}\r\nab");
  drain(reader, read);
  EXPECT_TRUE(reader.is_within_response());
  EXPECT_EQ(reader.peek(), "ab");
  reader.clear();
  EXPECT_FALSE(reader.is_within_response());
  reader.append("* OK\r\n");
  drain(reader, read);
  EXPECT_EQ(read, (Read{{{"* OK"}}, ""}));
  reader.append(std::string(k_max_dialogue_bytes - 18, '\n'));
  reader.clear();
  reader.append("x");
  drain(reader, read);
  EXPECT_EQ(read.error, "");
  reader.append("x");
  drain(reader, read);
  EXPECT_EQ(read.error, "more than 524288 bytes in one dialogue");
}

}  // namespace
}  // namespace pecprobe::imap
