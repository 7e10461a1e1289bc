// The redactor: every form in which a password comes back is masked, and nothing else.
#include "protocols/base/redactor.hpp"

#include "protocols/base/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {
namespace {

using testing::ElementsAre;

const std::string k_login = "casella@pec.example";

Redactor redactor_for(std::string_view password) { return Redactor(Secret{password}, k_login); }

struct Form {
  std::string_view what;
  std::string_view password;
  std::string_view echo;
};

class RedactorForm : public testing::TestWithParam<Form> {};

TEST_P(RedactorForm, IsMaskedAndItsSurroundingsAreKept) {
  const Redactor redactor = redactor_for(GetParam().password);
  const std::string echo{GetParam().echo};
  EXPECT_EQ(redactor.redact(echo), "<password>");
  EXPECT_EQ(redactor.redact("-ERR \"" + echo + "\": no\xFF\x1B " + echo), "-ERR \"<password>\": no\xFF\x1B <password>");
}

INSTANTIATE_TEST_SUITE_P(
    Forms, RedactorForm,
    testing::Values(
        Form{"Raw", R"(a"b\c&d e)", R"(a"b\c&d e)"}, Form{"ImapQuoted", R"(a"b\c&d e)", R"(a\"b\\c&d e)"},
        Form{"JsonEscaped",
             "a\"b\tc\x01"
             "d",
             R"(a\"b\tc\u0001d)"},
        Form{"HtmlEscaped", R"(<a>"b"&'c')", "&lt;a&gt;&quot;b&quot;&amp;&#39;c&#39;"},
        Form{"HtmlEscapedWithBareQuotes", R"(<a>"b"&'c')", R"(&lt;a&gt;"b"&amp;'c')"},
        Form{"JsonEscapedInAscii", "p\xC3\xA8\"\xE2\x82\xAC\xF0\x9F\x94\x91", R"(p\u00e8\"\u20ac\ud83d\udd11)"},
        Form{"JsonEscapedInUpperCaseDigits", "p\xC3\xA8\"<\xE2\x82\xAC", R"(p\u00E8\u0022\u003C\u20AC)"},
        Form{"JsonEscapedSlash", "ab/cd", R"(ab\/cd)"},
        Form{"NumericEntities", R"(<a>"b"&'c')", "&#60;a&#62;&#34;b&#034;&#38;&#x27;c&#X27;"},
        Form{"XmlEntities", R"(<a>"b"&'c')", "&lt;a&gt;&quot;b&quot;&amp;&apos;c&apos;"},
        Form{"NamedEntities", "p\xC3\xA9r\xC3\xA8", "p&eacute;r&egrave;"},
        Form{"PercentWithBareSlash", "p\xC3\xA9/ +z", "p%C3%a9/%20%2bz"}, Form{"FormEncoded", "p w+d", "p+w%2Bd"},
        Form{"QuotedPrintable", "a=b\xC3\xA8 c", "a=3Db=C3=a8=20c"},
        Form{"Latin1", "p\xC3\xA8rch\xC3\xA9", "p\xE8rch\xE9"},
        Form{"Latin1Percent", "p\xC3\xA8rch\xC3\xA9", "p%E8rch%e9"},
        Form{"Latin1ThatBecameUtf8", "p\xE8rch\xE9", "p\xC3\xA8rch\xC3\xA9"},
        Form{"Utf8ReadAsLatin1", "p\xC3\xA8rch", "p\\u00c3\\u00A8rch"},
        Form{"Mixed", "a<b\"c\xC3\xA8/d", R"(a&lt;b\"c%C3%A8\/d)"},
        Form{"Base64OfLatin1", "p\xC3\xA8rch\xC3\xA9", "cOhyY2jp"}, Form{"Base64OfUtf16", "app-pw", "YQBwAHAALQBwAHcA"},
        Form{"HexadecimalOfUtf16",
             "p\xE2\x82\xAC"
             "wd",
             "7000ac2077006400"},
        Form{"Base64InJson", "\xFF\xFF\xFF\xFF\xFF\xFF", R"(\/\/\/\/\/\/\/\/)"},
        Form{"Base64InAUrl", "app-password-1", "YXBwLXBhc3N3b3JkLTE%3D"},
        Form{"PercentUpperCase", "p\xC3\xA9/ +z", "p%C3%A9%2F%20%2Bz"},
        Form{"PercentLowerCase", "p\xC3\xA9/ +z", "p%c3%a9%2f%20%2bz"},
        Form{"HexadecimalLowerCase", "pass\xFFword", "70617373ff776f7264"},
        Form{"HexadecimalUpperCase", "pass\xFFword", "70617373FF776F7264"},
        Form{"Base64", "app-password-1", "YXBwLXBhc3N3b3JkLTE="},
        Form{"Base64UrlSafe", "\xFB\xFF\xFE\xFB\xFF\xFE", "-__--__-"},
        Form{"Base64OfThePlainMessage", "app-password-1", "AGNhc2VsbGFAcGVjLmV4YW1wbGUAYXBwLXBhc3N3b3JkLTE="}),
    [](const auto& test) { return std::string(test.param.what); });

TEST(Redactor, KeepsTextWithoutThePassword) {
  const Redactor redactor = redactor_for("app-password-1");
  for (const std::string_view text :
       {"", "-ERR Authentication failed.", "app-password-2", "APP-PASSWORD-1", "app-password", "pp-password-1"}) {
    EXPECT_EQ(redactor.redact(text), text);
  }
}

TEST(Redactor, WithoutAPasswordKeepsEverything) {
  EXPECT_EQ(Redactor{}.redact("app-password-1 <password>"), "app-password-1 <password>");
  EXPECT_EQ(Redactor(Secret{}, k_login).redact("casella@pec.example"), "casella@pec.example");
}

TEST(Redactor, MasksOverlappingAndTouchingOccurrencesAsOne) {
  const Redactor redactor = redactor_for("abab");
  EXPECT_EQ(redactor.redact("xabababx"), "x<password>x");
  EXPECT_EQ(redactor.redact("xababababx"), "x<password>x");
  EXPECT_EQ(redactor.redact("abab abab"), "<password> <password>");
}

TEST(Redactor, ReadsAPasswordOfEscapesAsItIsToo) {
  for (const std::string_view password : {"%41%42", R"(\"\\n\u0041)", "&amp;&#39;", "=3D=3D", "a+b+", R"(\\\\)"}) {
    EXPECT_EQ(redactor_for(password).redact("no " + std::string(password) + "!"), "no <password>!") << password;
  }
}

TEST(Redactor, EndsInReasonableTimeOnBytesThatCanBeReadInManyWays) {
  const std::string password(64, '\\');
  const std::string masked = redactor_for(password).redact(std::string(2'001, '\\'));
  EXPECT_EQ(masked, "<password>");
}

TEST(Redactor, MasksBase64AtEachOfThreeAlignmentsInsideALongerMessage) {
  const std::string password = "app-password-1";
  const Redactor redactor = redactor_for(password);
  for (std::size_t before = 0; before < 6; ++before) {
    for (std::size_t after = 0; after < 6; ++after) {
      const std::string encoded = base64_encode(std::string(before, 'x') + password + std::string(after, 'y'));
      const std::string masked = redactor.redact("334 " + encoded);
      // What stays are the characters that bits of the neighbours share in.
      const std::size_t first = 4 + (before * 8 + 5) / 6;
      const std::size_t last = 4 + ((before + password.size()) * 8) / 6;
      const std::string whole = "334 " + encoded;
      // At the end of the message, in step with it, the padding is the password's too.
      const bool is_whole_form = before % 3 == 0 && after == 0;
      EXPECT_EQ(masked, whole.substr(0, first) + "<password>" + (is_whole_form ? "" : whole.substr(last)))
          << before << " " << after;
    }
  }
}

TEST(Redactor, MasksShortPasswordsOnlyAsWholeWords) {
  const Redactor redactor = redactor_for("abc");
  EXPECT_EQ(redactor.redact("abc"), "<password>");
  EXPECT_EQ(redactor.redact("no 'abc', abc!"), "no '<password>', <password>!");
  EXPECT_EQ(redactor.redact("abcd xabc 1abc2 \xC3\xA8"
                            "abc"),
            "abcd xabc 1abc2 \xC3\xA8"
            "abc");
  EXPECT_EQ(redactor.redact("echo YWJj"), "echo <password>");
}

TEST(Redactor, MasksAPasswordOfFourBytesAnywhere) { EXPECT_EQ(redactor_for("abcd").redact("xabcdx"), "x<password>x"); }

TEST(Redactor, MasksOnceWhatIsMaskedTwice) {
  for (const std::string_view password : {"password", "word", "pass", "<password>", "sswo", "<pas", "ord>", "s"}) {
    const Redactor redactor = redactor_for(password);
    const std::string once = redactor.redact("my " + std::string(password) + " is here");
    EXPECT_EQ(once, "my <password> is here") << password;
    EXPECT_EQ(redactor.redact(once), once) << password;
    std::vector<std::string> lines = {once};
    redactor.redact(lines);
    EXPECT_THAT(lines, ElementsAre(once)) << password;
  }
}

TEST(Redactor, MasksWhatOnlyTouchesAMask) {
  EXPECT_EQ(redactor_for("word>x").redact("<password>x"), "<pass<password>");
}

TEST(RedactorLines, MaskAPasswordThatIsCutOverTwoSmtpLines) {
  std::vector<std::string> lines = {"535-not this: app-pass", "535 word-1 again"};
  redactor_for("app-password-1").redact(lines);
  EXPECT_THAT(lines, ElementsAre("535-not this: <password>", "535 <password> again"));
}

TEST(RedactorLines, MaskAPasswordThatIsCutAnywhere) {
  const std::string password = "app-password-1";
  const Redactor redactor = redactor_for(password);
  for (const auto& [first_prefix, last_prefix] :
       std::vector<std::pair<std::string, std::string>>{{"535-", "535 "}, {"* ", "* "}, {"", ""}}) {
    for (std::size_t cut = 1; cut < password.size(); ++cut) {
      std::vector<std::string> lines = {first_prefix + "x " + password.substr(0, cut),
                                        last_prefix + password.substr(cut) + " y"};
      redactor.redact(lines);
      EXPECT_THAT(lines, ElementsAre(first_prefix + "x <password>", last_prefix + "<password> y")) << cut;
    }
  }
}

TEST(RedactorLines, MaskAPasswordOverThreeLinesAndASecondOneInTheLast) {
  std::vector<std::string> lines = {"250-a app-", "250-pass", "250 word-1, app-password-1."};
  redactor_for("app-password-1").redact(lines);
  EXPECT_THAT(lines, ElementsAre("250-a <password>", "250-<password>", "250 <password>, <password>."));
}

TEST(RedactorLines, MaskAPasswordThatLooksLikeTheProtocolsPrefix) {
  std::vector<std::string> lines = {"535 no", "535 535 noone"};
  redactor_for("535 no").redact(lines);
  EXPECT_THAT(lines, ElementsAre("<password>", "535 <password>one"));
}

TEST(RedactorLines, KeepLinesWithoutThePassword) {
  const std::vector<std::string> kept = {"", "535-5.7.8 Username and Password not accepted", "* OK",
                                         "535 app-password-"};
  std::vector<std::string> lines = kept;
  redactor_for("app-password-1").redact(lines);
  EXPECT_EQ(lines, kept);
}

}  // namespace
}  // namespace pecprobe
