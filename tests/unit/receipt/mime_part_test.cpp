#include "probe/receipt/mime_part.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> bodies_of(std::string_view message) {
  std::vector<std::string> bodies;
  const std::vector<MimePart> parts = parts_of(read_part(message).value()).value();
  for (const MimePart& part : parts) {
    bodies.emplace_back(part.bytes);
  }
  return bodies;
}

std::string mixed(std::string_view body) {
  return "Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n" + std::string(body);
}

TEST(MimeParts, are_taken_byte_for_byte_without_the_line_end_before_their_delimiter) {
  EXPECT_THAT(bodies_of(mixed("preamble\r\n--b\r\none\r\n\r\n--b\r\n\r\ntwo\n--b--\r\nepilogue")),
              ElementsAre("one\r\n", "\r\ntwo"));
}

TEST(MimeParts, may_begin_with_the_body_and_be_empty) {
  EXPECT_THAT(bodies_of(mixed("--b\r\n--b\n\n--b--")), ElementsAre("", ""));
}

TEST(MimeParts, are_parted_by_whole_delimiter_lines_alone) {
  EXPECT_THAT(bodies_of(mixed("--b \t\r\nx--b\r\n--bc\r\n --b\r\n--b--x\r\n--b--")),
              ElementsAre("x--b\r\n--bc\r\n --b\r\n--b--x"));
}

TEST(MimeParts, go_to_the_end_without_a_last_delimiter) {
  EXPECT_THAT(bodies_of(mixed("--b\r\n\r\nall the rest\r\n")), ElementsAre("\r\nall the rest\r\n"));
  EXPECT_THAT(bodies_of(mixed("--b")), ElementsAre(""));
}

TEST(MimeParts, are_none_in_what_is_no_multipart) {
  EXPECT_THAT(bodies_of("Content-Type: text/plain; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--"), IsEmpty());
  EXPECT_THAT(bodies_of("Content-Type: multipart/mixed\r\n\r\n--\r\n\r\nx\r\n----"), IsEmpty());
}

TEST(MimeLeaves, are_found_below_and_embedded_messages_stay_shut) {
  const std::string message = mixed(
      "--b\r\nContent-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nA: 1\r\n\r\none\r\n--c--\r\n"
      "--b\r\nContent-Type: message/rfc822\r\n\r\nContent-Type: multipart/mixed; boundary=d\r\n\r\n--d\r\n\r\n--d--\r\n"
      "--b--");
  std::vector<std::string> types;
  const std::vector<MimePart> leaves = leaves_of(read_part(message).value()).value();
  for (const MimePart& leaf : leaves) {
    types.push_back(leaf.headers.type);
  }
  EXPECT_THAT(types, ElementsAre("message/rfc822", "text/plain"));
}

TEST(MimeHeaders, are_unfolded_decoded_and_counted) {
  const MimeHeaders headers = parse_mime_headers(
      "Subject: =?utf-8?Q?Perch=C3=A9?=\r\n no\r\nX-Ricevuta:  accettazione \r\nx-ricevuta: altro\r\n"
      "Content-Transfer-Encoding: BASE64\r\nContent-Disposition: inline; filename*=utf-8''dati%20cert.xml");
  EXPECT_EQ(headers.value("subject"), "Perché no");
  EXPECT_EQ(headers.value("x-ricevuta"), "accettazione");
  EXPECT_EQ(headers.count("x-ricevuta"), 2U);
  EXPECT_EQ(headers.count("to"), 0U);
  EXPECT_EQ(headers.value("to"), "");
  EXPECT_EQ(headers.encoding, TransferEncoding::base64);
  EXPECT_EQ(headers.type, "text/plain");
}

TEST(MimeHeaders, name_a_file_in_either_place) {
  EXPECT_EQ(parse_mime_headers("Content-Type: application/xml; name=\"daticert.xml\"").file_name, "daticert.xml");
  EXPECT_EQ(parse_mime_headers("Content-Type: application/xml; name=a.xml\r\n"
                               "Content-Disposition: attachment; filename*=utf-8''b%20c.xml")
                .file_name,
            "b c.xml");
}

TEST(MailAddresses, come_without_names) {
  EXPECT_THAT(mail_addresses("\"Per conto di: a@b.example\" <posta-certificata@gestore.example>"),
              ElementsAre("posta-certificata@gestore.example"));
  EXPECT_THAT(mail_addresses("a@b.example, Due <c@d.example>"), ElementsAre("a@b.example", "c@d.example"));
  EXPECT_THAT(mail_addresses(""), IsEmpty());
}

TEST(TransferEncodings, are_taken_off) {
  EXPECT_EQ(decoded("Y2lh\r\nbw==\r\n", TransferEncoding::base64), "ciao");
  EXPECT_EQ(decoded("perch=C3=A9=\r\n no", TransferEncoding::quoted_printable), "perché no");
  EXPECT_EQ(decoded("as it is\r\n", TransferEncoding::identity), "as it is\r\n");
  EXPECT_EQ(decoded("", TransferEncoding::base64), "");
}

TEST(MimePartsInGreatNumber, are_refused) {
  std::string many;
  for (std::size_t i = 0; i <= k_max_mime_parts; ++i) {
    many += "--b\r\n\r\n";
  }
  EXPECT_EQ(parts_of(read_part(mixed(many)).value()).error(), MimeProblem::too_many_parts);
}

TEST(AHeaderSection, beyond_its_limit_is_refused) {
  EXPECT_EQ(read_part(std::string(k_max_header_section + 1, 'x')).error(), MimeProblem::headers_too_large);
}

}  // namespace
}  // namespace pecprobe
