// How arguments are written.
#include "protocols/imap/quoting.hpp"

#include <gtest/gtest.h>

#include <string>

namespace pecprobe::imap {
namespace {

using namespace std::string_literals;

TEST(ImapQuoting, AsciiIsQuoted) {
  for (const std::string value : {"", "a", "  two blanks  ", "$ % & ;", "\"\\\"", "{5}", "\t\x7F", "NIL", "*"}) {
    EXPECT_EQ(form_of(value, {}), ArgumentForm::quoted) << value;
  }
}

TEST(ImapQuoting, WhatQuotesCannotHoldIsALiteral) {
  for (const std::string& value : {"perch\xC3\xA9"s, "\xFF"s, "a\rb"s, "a\nb"s, "a\0b"s}) {
    EXPECT_EQ(form_of(value, {}), ArgumentForm::synchronising_literal);
    EXPECT_EQ(form_of(value, {"LITERAL+"}), ArgumentForm::non_synchronising_literal);
    EXPECT_EQ(form_of(value, {"LITERAL-"}), ArgumentForm::non_synchronising_literal);
  }
}

TEST(ImapQuoting, ALongValueIsALiteral) {
  EXPECT_EQ(form_of(std::string(512, 'x'), {}), ArgumentForm::quoted);
  EXPECT_EQ(form_of(std::string(513, 'x'), {}), ArgumentForm::synchronising_literal);
}

TEST(ImapQuoting, LiteralMinusEndsAt4096Bytes) {
  EXPECT_EQ(form_of(std::string(4096, 'x'), {"LITERAL-"}), ArgumentForm::non_synchronising_literal);
  EXPECT_EQ(form_of(std::string(4097, 'x'), {"LITERAL-"}), ArgumentForm::synchronising_literal);
  EXPECT_EQ(form_of(std::string(4097, 'x'), {"LITERAL+"}), ArgumentForm::non_synchronising_literal);
}

TEST(ImapQuoting, QuotesAndBackslashesAreEscaped) {
  EXPECT_EQ(quoted("").reveal(), R"("")");
  EXPECT_EQ(quoted(R"(a"b\c)").reveal(), R"("a\"b\\c")");
}

TEST(ImapQuoting, TheHeaderOfALiteralTellsItsLength) {
  EXPECT_EQ(literal_header(0, ArgumentForm::synchronising_literal), "{0}\r\n");
  EXPECT_EQ(literal_header(12, ArgumentForm::non_synchronising_literal), "{12+}\r\n");
}

}  // namespace
}  // namespace pecprobe::imap
