// The line reader: line ends, cuts, caps, counted bytes.
#include "protocols/wire/line_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> lines_of(LineReader& reader) {
  std::vector<std::string> lines;
  while (auto line = reader.next_line()) {
    lines.push_back(*line);
  }
  return lines;
}

TEST(LineReader, EndsLinesAtCrlfAndAtABareLf) {
  LineReader reader(100);
  reader.append("one\r\ntwo\n\r\n\nlast");
  EXPECT_THAT(lines_of(reader), ElementsAre("one", "two", "", ""));
  EXPECT_EQ(reader.peek(), "last");
  EXPECT_EQ(reader.pending(), 4U);
}

TEST(LineReader, KeepsABareCrNulAndEightBitBytes) {
  LineReader reader(100);
  reader.append(std::string_view("a\rb\0c\xFF\r\r\n", 9));
  EXPECT_THAT(lines_of(reader), ElementsAre(std::string("a\rb\0c\xFF\r", 7)));
}

TEST(LineReader, GivesTheSameLinesHoweverTheBytesAreCut) {
  const std::string bytes = "first line\r\nsecond\n\r\nthird \r x\r\n";
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    LineReader reader(100);
    reader.append(bytes.substr(0, cut));
    std::vector<std::string> lines = lines_of(reader);
    reader.append(bytes.substr(cut));
    for (auto& line : lines_of(reader)) {
      lines.push_back(line);
    }
    EXPECT_THAT(lines, ElementsAre("first line", "second", "", "third \r x")) << cut;
    EXPECT_EQ(reader.pending(), 0U);
  }
}

TEST(LineReader, GivesALineOfExactlyTheCapWithEitherEnd) {
  for (const std::string_view end : {"\r\n", "\n"}) {
    LineReader reader(5);
    for (const char c : "12345" + std::string(end)) {
      EXPECT_FALSE(reader.overflowed());
      reader.append({&c, 1});
    }
    EXPECT_FALSE(reader.overflowed());
    EXPECT_EQ(reader.next_line(), "12345");
  }
}

TEST(LineReader, OverflowsAtOneByteMoreWithEitherEnd) {
  for (const std::string_view end : {"\r\n", "\n", "\r\nnext\r\n", ""}) {
    LineReader reader(5);
    reader.append("123456" + std::string(end));
    EXPECT_TRUE(reader.overflowed()) << end;
    EXPECT_EQ(reader.next_line(), std::nullopt) << end;
    EXPECT_TRUE(reader.overflowed()) << end;
  }
}

TEST(LineReader, EitherOverflowsOrGoesOnButIsNeverStuck) {
  // Whatever the length, a whole line is given or its overflow is told.
  for (std::size_t length = 0; length < 12; ++length) {
    for (const std::string_view end : {"\r\n", "\n", "\r\r\n"}) {
      LineReader reader(5);
      reader.append(std::string(length, 'x') + std::string(end));
      EXPECT_NE(reader.next_line().has_value(), reader.overflowed()) << length;
    }
  }
}

TEST(LineReader, ACrAtTheEndMayBelongToTheLineEnd) {
  LineReader reader(5);
  reader.append("12345\r");
  EXPECT_FALSE(reader.overflowed());
  reader.append("x");
  EXPECT_TRUE(reader.overflowed());
}

TEST(LineReader, AnOverflowBehindWholeLinesIsToldWhenItsTurnComes) {
  LineReader reader(5);
  reader.append("good\r\n1234567");
  EXPECT_FALSE(reader.overflowed());
  EXPECT_EQ(reader.next_line(), "good");
  EXPECT_TRUE(reader.overflowed());
  EXPECT_EQ(reader.peek(), "1234567");
}

TEST(LineReader, GivesCountedBytesAsTheyAre) {
  LineReader reader(100);
  reader.append("{6}\r\na\r\nb");
  EXPECT_EQ(reader.next_line(), "{6}");
  EXPECT_EQ(reader.next_bytes(6), std::nullopt);
  EXPECT_EQ(reader.next_bytes(0), "");
  reader.append("\r\n)\r\n");
  EXPECT_EQ(reader.next_bytes(6), "a\r\nb\r\n");
  EXPECT_EQ(reader.next_line(), ")");
  EXPECT_EQ(reader.pending(), 0U);
}

TEST(LineReader, FindsTheLineEndBehindCountedBytesThatItHadSearched) {
  LineReader reader(100);
  reader.append("abcdef");
  EXPECT_EQ(reader.next_line(), std::nullopt);
  EXPECT_EQ(reader.next_bytes(3), "abc");
  reader.append("\n");
  EXPECT_EQ(reader.next_line(), "def");
}

TEST(LineReader, ForgetsEverythingWhenCleared) {
  LineReader reader(5);
  reader.append("1\r\n2345678");
  (void)reader.next_line();
  reader.clear();
  EXPECT_EQ(reader.pending(), 0U);
  EXPECT_FALSE(reader.overflowed());
  EXPECT_THAT(lines_of(reader), IsEmpty());
  reader.append("new\r\n");
  EXPECT_EQ(reader.next_line(), "new");
}

TEST(LineReader, GivesLongStreamsWholeInRandomPieces) {
  std::mt19937 random(2449);
  std::vector<std::string> sent;
  std::string bytes;
  for (int i = 0; i < 2'000; ++i) {
    sent.push_back(
        std::string(std::uniform_int_distribution<std::size_t>(0, 60)(random), static_cast<char>('a' + i % 26)));
    bytes += sent.back() + (i % 3 == 0 ? "\n" : "\r\n");
  }
  LineReader reader(60);
  std::vector<std::string> received;
  for (std::string_view rest = bytes; !rest.empty();) {
    const std::size_t size = std::min(rest.size(), std::uniform_int_distribution<std::size_t>(1, 9'000)(random));
    reader.append(rest.substr(0, size));
    rest.remove_prefix(size);
    for (auto& line : lines_of(reader)) {
      received.push_back(line);
    }
    ASSERT_FALSE(reader.overflowed());
  }
  EXPECT_EQ(received, sent);
}

}  // namespace
}  // namespace pecprobe
