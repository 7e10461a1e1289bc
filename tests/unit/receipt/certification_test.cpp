#include "probe/receipt/certification.hpp"

#include "fixtures/pec/certified_event.hpp"
#include "tests/support/pec_world.hpp"

#include <gtest/gtest.h>

namespace pecprobe::test {
namespace {

CertificationProblem problem_of(std::string_view xml) {
  const auto parsed = parse_certification(xml);
  if (parsed) {
    throw std::logic_error("it was read");
  }
  return parsed.error();
}

std::optional<std::chrono::sys_seconds> time_in(std::string_view zone, std::string_view day, std::string_view hour) {
  const std::string xml = "<postacert><dati><data zona=\"" + std::string(zone) + "\"><giorno>" + std::string(day) +
                          "</giorno><ora>" + std::string(hour) + "</ora></data></dati></postacert>";
  return parse_certification(xml)->at;
}

TEST(CertifiedData, is_read_in_full) {
  auto event = event_of(pecmock::PecEvent::delivery_error);
  event.recipients = {"uno@pec.example", "due@pec.example"};
  event.subject = "Prova & <altro>";
  event.error = "no-dest";
  event.error_detail = "5.1.1 - nessuno";
  Certification expected;
  expected.kind = "errore-consegna";
  expected.error = "no-dest";
  expected.sender = "casella@pec.example";
  expected.recipients = {{"uno@pec.example", "certificato"}, {"due@pec.example", "certificato"}};
  expected.reply_to = "casella@pec.example";
  expected.subject = "Prova & <altro>";
  expected.provider = "Gestore";
  expected.at = k_now - 1h;
  expected.identifier = "errore-consegna.1795338000";
  expected.message_id = "<1.20261122@pec.example>";
  expected.delivered_to = "uno@pec.example";
  expected.error_detail = "5.1.1 - nessuno";
  EXPECT_EQ(parse_certification(certification_text(event, "Gestore")), expected);
}

TEST(CertifiedData, without_a_message_id_is_read) {
  EXPECT_EQ(parse_certification("<postacert tipo=\"accettazione\"/>")->message_id, "");  // seen: Poste 2012
}

TEST(CertifiedData, with_a_message_id_that_is_not_escaped_is_read_all_the_same) {
  const auto identifier_in = [](std::string_view msgid) {
    return parse_certification("<postacert><dati><msgid>" + std::string(msgid) + "</msgid></dati></postacert>");
  };
  EXPECT_EQ(identifier_in("&lt;1.2@pec.example&gt;")->message_id, "<1.2@pec.example>");
  EXPECT_EQ(identifier_in("<1.2@pec.example>")->message_id, "<1.2@pec.example>");
  EXPECT_EQ(identifier_in(" <opec_12.a@pec.example> ")->message_id, "<opec_12.a@pec.example>");
  for (const std::string_view other :
       {"<1.2>", "<>", "<", "<1@a><2@b>", "<1@a.example", "<a &x;@b>", "<1@a></msgid><msgid><2@b>"}) {
    EXPECT_FALSE(identifier_in(other)) << other;
  }
  EXPECT_FALSE(parse_certification("<postacert><dati><oggetto><1@a></oggetto></dati></postacert>"));
}

TEST(CertifiedTime, is_in_the_zone_that_is_said) {
  using std::chrono::sys_days;
  const auto nine = sys_days{std::chrono::year{2026} / 7 / 1} + 9h;
  EXPECT_EQ(time_in("+0200", "01/07/2026", "11:00:00"), nine);
  EXPECT_EQ(time_in("+02:00", "01/07/2026", "11:00:00"), nine);
  EXPECT_EQ(time_in("-0130", "01/07/2026", "07:30:00"), nine);
}

TEST(CertifiedTime, that_is_none_is_not_known) {
  EXPECT_EQ(time_in("+0200", "31/02/2026", "11:00:00"), std::nullopt);
  EXPECT_EQ(time_in("+0200", "1/7/2026", "11:00:00"), std::nullopt);
  EXPECT_EQ(time_in("+0200", "01/07/2026", "24:00:00"), std::nullopt);
  EXPECT_EQ(time_in("+0200", "01/07/2026", "11:00"), std::nullopt);
  EXPECT_EQ(time_in("0200", "01/07/2026", "11:00:00"), std::nullopt);
  EXPECT_EQ(time_in("", "01/07/2026", "11:00:00"), std::nullopt);
}

TEST(CertifiedData, with_a_document_type_is_refused) {
  EXPECT_EQ(problem_of("<!DOCTYPE postacert [<!ENTITY a \"x\">]><postacert>&a;</postacert>"),
            CertificationProblem::declares_a_document_type);
  EXPECT_EQ(problem_of("<!DOCTYPE postacert SYSTEM \"file:///etc/passwd\"><postacert/>"),
            CertificationProblem::declares_a_document_type);
  EXPECT_EQ(problem_of("<!DOCTYPE postacert [<!ENTITY a "), CertificationProblem::declares_a_document_type);
}

TEST(CertifiedData, that_is_no_such_document_is_refused) {
  EXPECT_EQ(problem_of(""), CertificationProblem::not_xml);
  EXPECT_EQ(problem_of("<postacert>"), CertificationProblem::not_xml);
  EXPECT_EQ(problem_of("<other/>"), CertificationProblem::not_postacert);
}

TEST(CertifiedData, that_is_too_much_is_refused) {
  EXPECT_EQ(problem_of(std::string(k_max_certification + 1, ' ')), CertificationProblem::too_large);
  std::string many = "<postacert><intestazione>";
  for (std::size_t i = 0; i <= k_max_recipients; ++i) {
    many += "<destinatari>a@b.example</destinatari>";
  }
  EXPECT_EQ(problem_of(many + "</intestazione></postacert>"), CertificationProblem::too_many_recipients);
}

TEST(CertifiedData, nested_as_deep_as_it_fits_does_no_harm) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) {
    deep += "<a>";
  }
  EXPECT_EQ(problem_of(deep), CertificationProblem::not_xml);
  std::string closed = "<postacert>" + deep;
  for (int i = 0; i < 100'000; ++i) {
    closed += "</a>";
  }
  EXPECT_TRUE(parse_certification(closed + "</postacert>"));
}

TEST(AnUndeclaredEntity, is_left_as_it_stands) {
  EXPECT_EQ(
      parse_certification("<postacert><intestazione><oggetto>&lol;</oggetto></intestazione></postacert>")->subject,
      "&lol;");
}

}  // namespace
}  // namespace pecprobe::test
