// What single pages show.
#include "probe/serve/page/accounts_page.hpp"
#include "probe/serve/page/error_page.hpp"
#include "probe/serve/page/rotation_page.hpp"
#include "tests/support/format_checks/html_tree.hpp"
#include "tests/support/sample_results.hpp"
#include "tests/unit/serve_page/sample_pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pecprobe::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Page {
 public:
  explicit Page(const std::string& html) : m_tree(html_tree(html)) { EXPECT_EQ(m_tree.fault, ""); }

  [[nodiscard]] pugi::xml_node node(const std::string& query) const {
    return m_tree.document.select_node(query.c_str()).node();
  }
  [[nodiscard]] bool has(const std::string& query) const { return !node(query).empty(); }
  [[nodiscard]] std::string value(const std::string& id) const {
    return node("//*[@id='" + id + "']").attribute("value").value();
  }
  [[nodiscard]] std::string text(const std::string& query) const {
    std::string all;
    for (const auto& found : m_tree.document.select_nodes((query + "//text()").c_str())) {
      all += found.node().value();
    }
    return all;
  }
  [[nodiscard]] std::vector<std::string> texts(const std::string& query) const {
    std::vector<std::string> all;
    for (const auto& found : m_tree.document.select_nodes(query.c_str())) {
      all.emplace_back(found.node().text().get());
    }
    return all;
  }

 private:
  HtmlTree m_tree;
};

TEST(CheckPage, begins_at_the_address_with_all_services_chosen_and_servers_folded) {
  const Page page(sample_page("check"));
  EXPECT_TRUE(page.has("//input[@id='address'][@autofocus]"));
  EXPECT_TRUE(page.has("//details[@id='servers'][not(@open)]"));
  EXPECT_TRUE(page.has("//input[@id='services-imap'][@checked]"));
  EXPECT_TRUE(page.has("//input[@id='services-pop3'][@checked]"));
  EXPECT_TRUE(page.has("//input[@id='services-smtp'][@checked]"));
  EXPECT_EQ(page.text("//button[@type='submit']"), "Test di connessione");
}

TEST(CheckPage, has_no_confirmation_to_offer_while_the_guard_says_nothing) {
  EXPECT_TRUE(Page(sample_page("check")).has("//div[@id='guard'][@hidden]"));
}

TEST(CheckPage, keeps_what_was_typed_and_ties_each_complaint_to_its_field) {
  const Page page(sample_page("check-complaints"));
  EXPECT_EQ(page.value("address"), "ditta");
  EXPECT_EQ(page.value("login"), "M1234567");
  EXPECT_EQ(page.value("password_issued"), "2026-11-01");
  EXPECT_EQ(page.value("imap"), "imaps://imap.gestore.example:993");
  EXPECT_TRUE(page.has("//select[@id='kind']/option[@value='multiuser'][@selected]"));
  EXPECT_TRUE(page.has("//select[@id='two_step']/option[@value='on'][@selected]"));
  EXPECT_TRUE(page.has("//input[@id='services-pop3'][not(@checked)]"));
  EXPECT_TRUE(page.has("//details[@id='servers'][@open]"));
  EXPECT_TRUE(page.has("//input[@id='address'][@aria-invalid='true'][@autofocus]"));
  EXPECT_EQ(page.text("//p[@id='address-fault']"), "L'indirizzo non ha un dominio.");
  EXPECT_THAT(page.texts("//div[@id='complaints']//li/a"), ElementsAre("L'indirizzo non ha un dominio."));
  EXPECT_THAT(page.text("//div[@id='complaints']"), HasSubstr("Il gestore non si conosce."));
}

TEST(CheckPage, shows_the_guard_with_the_next_sensible_try_and_asks_for_a_confirmation) {
  const Page page(sample_page("check-guard"));
  const std::string guard = page.text("//div[@id='guard'][not(@hidden)]");
  EXPECT_THAT(guard, HasSubstr("IMAP, SMTP"));
  EXPECT_THAT(guard, HasSubstr("22/11/2026 08:55 UTC"));
  EXPECT_THAT(guard, HasSubstr("22/11/2026 09:55 UTC"));
  EXPECT_TRUE(page.has("//div[@id='guard']//input[@name='force'][@value='on'][not(@checked)]"));
}

TEST(CheckPage, that_runs_shows_the_steps_so_far_and_asks_for_itself_again) {
  const Page page(sample_page("check-running"));
  EXPECT_TRUE(page.has("//meta[@http-equiv='refresh'][@content='2']"));
  const std::string running = "//div[@id='outcome']/section[@id='running']";
  EXPECT_THAT(page.texts(running + "//div[@data-service='imap']//span[@class='name']"),
              ElementsAre("DNS", "Connessione"));
  EXPECT_EQ(page.text(running + "//div[@data-service='imap']/h4"), "IMAP NON RIUSCITO");
  EXPECT_EQ(page.text(running + "//div[@data-service='pop3']/h4"), "POP3 attende gli altri servizi");
  EXPECT_EQ(page.text(running + "//div[@data-service='smtp']/h4"), "SMTP in corso");
}

TEST(ResultPage, of_a_success_says_so_for_receiving_and_sending_and_asks_for_nothing_again) {
  const Page page(sample_page("result-good"));
  EXPECT_EQ(page.text("//h2[@id='outcome-title']"), "Operazione completata con successo!");
  EXPECT_EQ(page.texts("//div[@class='tab pass']/p[@class='mark pass']").size(), 2U);
  EXPECT_FALSE(page.has("//meta[@http-equiv]"));
  EXPECT_FALSE(page.has("//*[@class='cause']"));
}

TEST(ResultPage, in_english_speaks_english) {
  const Page page(sample_page("result-good", Language::english));
  EXPECT_EQ(page.text("//h2[@id='outcome-title']"), "Operation completed successfully!");
  EXPECT_EQ(page.text("//button[@type='submit']"), "Test the connection");
}

TEST(ResultPage, tells_the_gravest_cause_in_full_and_folds_the_others) {
  const Page page(sample_page("result-rejected"));
  EXPECT_EQ(page.text("//h2[@id='outcome-title']"), "NON RIUSCITO: Credenziali rifiutate");
  EXPECT_EQ(page.text("//section[@class='cause']/h3"), "IMAP, POP3: Credenziali rifiutate auth_rejected");
  EXPECT_GT(page.texts("//section[@class='cause']/ol/li").size(), 2U);
  EXPECT_THAT(page.text("//details[@class='cause']/summary"), HasSubstr("skipped_lockout_guard"));
  EXPECT_THAT(page.text("//section[@class='cause']/pre"), HasSubstr("[AUTHENTICATIONFAILED]"));
}

TEST(ResultPage, keeps_the_form_so_that_another_password_is_all_there_is_to_type) {
  const Page page(sample_page("result-rejected"));
  EXPECT_EQ(page.value("address"), "ditta@pec.example");
  EXPECT_TRUE(page.has("//a[@id='another'][@href='#password']"));
}

TEST(ResultPage, has_a_ticket_and_one_without_the_address) {
  const Page page(sample_page("result-rejected"));
  EXPECT_THAT(page.text("//pre[@id='ticket']"), HasSubstr("ditta@pec.example"));
  const std::string shared = page.text("//pre[@id='ticket-shared']");
  EXPECT_THAT(shared, HasSubstr("account-1"));
  EXPECT_THAT(shared, Not(HasSubstr("pec.example")));
}

TEST(ResultPage, leads_to_its_reports) {
  const Page page(sample_page("result-rejected"));
  EXPECT_TRUE(page.has("//a[@href='/result/r1.html'][@download]"));
  EXPECT_TRUE(page.has("//a[@href='/result/r1.json'][@download]"));
}

TEST(ResultPage, of_a_remembered_refusal_says_when_a_try_makes_sense) {
  AccountResult result = rejected_account();
  const Timestamp nine{sample_day() + std::chrono::hours{9}};
  result.services[0].remembered = RefusalTimes{1, nine, nine + std::chrono::minutes{15}};
  const Page page(page::check_page(sample_context(), page_of(result)));
  EXPECT_THAT(page.text("//section[@id='result']/div[@class='guard']"), HasSubstr("22/11/2026 09:15 UTC"));
}

TEST(ResultPage, shows_hostile_texts_as_text) {
  const std::string attack = "</pre><script>alert(1)</script><img src=x onerror=alert(2)>\"'";
  const std::string html = page::check_page(sample_context(), page_of(hostile_account(attack, "")));
  EXPECT_THAT(html, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_THAT(Page(html).text("//section[@id='result']"), HasSubstr("<script>alert(1)</script>"));
}

TEST(CheckPage, gives_hostile_input_back_as_text) {
  page::CheckPage page;
  page.form.address = "\"><script>alert(1)</script>\x1b[2J\xff@x.example";
  page.form.services[2].url = "'><img src=x onerror=alert(2)>";
  page.complaints = {{"address", "<b>no</b>"}};
  const std::string html = page::check_page(sample_context(), page);
  EXPECT_THAT(html, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(html, Not(HasSubstr("<img")));
  EXPECT_THAT(html, Not(HasSubstr("\x1b")));
  EXPECT_EQ(Page(html).value("address"), R"("><script>alert(1)</script>\x1b[2J\xff@x.example)");
  EXPECT_EQ(Page(html).text("//p[@id='address-fault']"), "<b>no</b>");
}

TEST(RotationPage, keeps_the_programs_line_by_line_and_no_password) {
  const Page page(sample_page("rotation-complaints"));
  EXPECT_EQ(page.text("//textarea[@id='programs']"), "ARXivar\nOutlook ufficio");
  EXPECT_TRUE(page.has("//input[@id='new_password'][@aria-invalid='true'][@autofocus]"));
}

TEST(RotationPage, of_a_complete_rotation_says_who_answered_what_and_which_programs_are_left) {
  const Page page(sample_page("rotation-complete"));
  EXPECT_EQ(page.text("//section[@id='result']/h2[1]"), "Operazione completata con successo!");
  EXPECT_THAT(page.texts("//table[@id='answers']//td/span"),
              ElementsAre("accettata", "accettata", "accettata", "rifiutata"));
  EXPECT_THAT(page.texts("//ul[@id='checklist']/li/strong"), ElementsAre("ARXivar", "Outlook ufficio", "Gestionale"));
  EXPECT_THAT(page.texts("//ul[@id='checklist']//button"), ElementsAre("Fatto: ARXivar", "Fatto: Gestionale"));
  EXPECT_TRUE(page.has("//form[@action='/rotate/done']/input[@name='id'][@value='v1']"));
  EXPECT_TRUE(page.has("//a[@id='calendar'][@href='/calendar.ics?address=ditta%40pec.example']"));
}

TEST(RotationPage, of_half_a_rotation_names_the_half_and_offers_no_checklist) {
  const Page page(sample_page("rotation-half"));
  EXPECT_THAT(page.text("//section[@id='result']/h2[1]"), HasSubstr("Rotazione a metà"));
  EXPECT_FALSE(page.has("//ul[@id='checklist']"));
  EXPECT_FALSE(page.has("//a[@id='calendar']"));
  EXPECT_TRUE(page.has("//section[@class='cause']"));
}

TEST(AccountsPage, shows_for_each_account_services_countdown_and_last_change) {
  const Page page(sample_page("accounts"));
  const std::string second = "//table[@id='overview']/tbody/tr[2]";
  EXPECT_EQ(page.text(second + "/th"), "acquisti@uno.example");
  EXPECT_THAT(page.text(second), HasSubstr("auth_password_expired"));
  EXPECT_THAT(page.text(second), HasSubstr("19/11/2026, 3 giorni fa"));
  EXPECT_THAT(page.text(second), HasSubstr("21/11/2026 09:00 UTC"));
  EXPECT_TRUE(page.has(second + "[@data-verdict='fail']/th/a[@href='/result/r1']"));
  EXPECT_THAT(page.text("//table[@id='overview']/tbody/tr[3]"), HasSubstr("oggi"));
  EXPECT_TRUE(page.has("//table[@id='overview']/tbody/tr[4][@data-verdict='untested']"));
}

TEST(AccountsPage, without_accounts_says_so) {
  EXPECT_THAT(sample_page("accounts-none"), HasSubstr("Il file delle caselle è vuoto."));
}

TEST(ErrorPage, of_every_refusal_has_its_sentence_in_both_languages) {
  using page::Refusal;
  for (const Refusal refusal : {Refusal::no_token, Refusal::not_found, Refusal::foreign_request, Refusal::too_large,
                                Refusal::too_many_requests, Refusal::too_many_tests, Refusal::malformed,
                                Refusal::method_not_allowed, Refusal::internal_error, Refusal::stopping}) {
    for (const Language language : Language::all()) {
      EXPECT_THAT(page::refusal_sentence(refusal, language), Not(HasSubstr("page_refusal")));
    }
    EXPECT_GE(page::status_of(refusal), 400);
  }
}

TEST(ErrorPage, without_a_token_leads_nowhere) {
  EXPECT_THAT(Page(sample_page("error-401")).texts("//main//a"), IsEmpty());
  EXPECT_THAT(Page(sample_page("error-404")).texts("//main//a"), ElementsAre("Alla prova di una casella"));
}

}  // namespace
}  // namespace pecprobe::test
