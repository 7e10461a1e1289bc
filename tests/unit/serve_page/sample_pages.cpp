#include "tests/unit/serve_page/sample_pages.hpp"

#include "probe/report/wording.hpp"
#include "probe/serve/page/accounts_page.hpp"
#include "probe/serve/page/error_page.hpp"
#include "probe/serve/page/rotation_page.hpp"
#include "tests/support/sample_results.hpp"
#include "tests/unit/rotation_verify/sample_verifications.hpp"

#include <algorithm>

namespace pecprobe::test {

namespace {

using namespace std::chrono_literals;
using namespace page;

constexpr Timestamp k_page_made{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 9h};

std::vector<ProviderChoice> providers() { return {{"aruba", "Aruba PEC"}, {"legalmail", "Legalmail (InfoCert)"}}; }

AccountForm typed_form() {
  AccountForm form;
  form.address = "ditta@pec.example";
  form.login = "M1234567";
  form.kind = AccountKind::multiuser;
  form.two_step = TwoStep::on;
  form.password_issued = "2026-11-01";
  form.services[0].url = "imaps://imap.gestore.example:993";
  form.services[1].is_chosen = false;
  return form;
}

CheckPage empty_page() {
  CheckPage page;
  page.providers = providers();
  return page;
}

CheckPage page_with_complaints() {
  CheckPage page = empty_page();
  page.form = typed_form();
  page.form.address = "ditta";
  page.complaints = {{"address", "L'indirizzo non ha un dominio."}, {"", "Il gestore non si conosce."}};
  return page;
}

CheckPage guarded_page() {
  CheckPage page = empty_page();
  page.form = typed_form();
  page.guard = GuardNotice{{2, k_page_made - 5min, k_page_made + 55min}, {Protocol::imap, Protocol::smtp}};
  return page;
}

CheckPage running_page() {
  CheckPage page = empty_page();
  page.form = typed_form();
  RunningCheck check;
  check.services = {
      {Protocol::imap,
       {{Step::resolve, StepStatus::pass, 0ms, 4ms, "1 indirizzo: 192.0.2.10"},
        {Step::connect, StepStatus::fail, 4ms, 9ms, "rifiutata"}},
       Verdict::fail},
      {Protocol::pop3, {}, std::nullopt},
      {Protocol::smtp, {{Step::resolve, StepStatus::pass, 0ms, 3ms, "1 indirizzo: 192.0.2.11"}}, std::nullopt}};
  page.check = check;
  return page;
}

AccountRow row(std::string address, Verdict verdict, std::vector<LastService> services, PasswordPhase phase, int days) {
  AccountRow out;
  out.address = std::move(address);
  out.provider = "Aruba PEC";
  out.plan = {Protocol::imap, Protocol::smtp};
  out.tested_at = k_page_made;
  out.verdict = verdict;
  out.services = std::move(services);
  out.changed_at = k_page_made - 24h;
  out.expires = sample_day() + std::chrono::days{days};
  out.password = PasswordState{phase, days};
  out.result_id = "r1";
  return out;
}

AccountsPage accounts() {
  AccountsPage page;
  page.next_run = k_page_made + 6h;
  const LastService good_imap{Protocol::imap, Verdict::pass, Code::ok};
  const LastService good_smtp{Protocol::smtp, Verdict::pass, Code::ok};
  page.accounts = {
      row("amministrazione@uno.example", Verdict::pass, {good_imap, good_smtp}, PasswordPhase::valid, 80),
      row("acquisti@uno.example", Verdict::fail,
          {{Protocol::imap, Verdict::fail, Code::auth_password_expired},
           {Protocol::smtp, Verdict::fail, Code::auth_rejected}},
          PasswordPhase::expired, -3),
      row("oggi@uno.example", Verdict::temporary,
          {good_imap, {Protocol::smtp, Verdict::temporary, Code::auth_temporary}}, PasswordPhase::expires_today, 0)};
  AccountRow untested;
  untested.address = "archivio@due.example";
  untested.login = "a1234567";
  untested.kind = AccountKind::archive;
  untested.plan = {Protocol::imap};
  page.accounts.push_back(untested);
  return page;
}

RotationForm refused_rotation() {
  RotationForm form;
  form.account = typed_form();
  form.programs = "ARXivar\r\nOutlook ufficio";
  form.providers = providers();
  form.complaints = {{"new_password", "Manca la nuova password."}};
  return form;
}

}  // namespace

PageContext sample_context(Language language) {
  PageContext context;
  context.language = language;
  context.form_token = "0123456789abcdef";
  context.has_accounts = true;
  return context;
}

CheckPage page_of(const AccountResult& result, Language language) {
  CheckPage page = empty_page();
  page.form.address = result.account.address;
  FinishedCheck check;
  check.id = "r1";
  check.run.tool = {"0.1.0", "7.88.1", "OpenSSL 3.0.17"};
  check.run.started_at = k_page_made + 5min;
  check.run.today = sample_day();
  check.run.language = language;
  check.end.elapsed = 812ms;
  check.account = shown(result, Wording::of(language), sample_day());
  check.settings = mail_settings(result.account, nullptr);
  page.check = std::move(check);
  return page;
}

std::vector<NamedPage> sample_pages(Language language) {
  const PageContext context = sample_context(language);
  std::vector<NamedPage> pages = {{"check", check_page(context, empty_page())},
                                  {"check-complaints", check_page(context, page_with_complaints())},
                                  {"check-guard", check_page(context, guarded_page())},
                                  {"check-running", check_page(context, running_page())}};
  for (const NamedResult& sample : sample_results()) {
    pages.push_back({"result-" + std::string(sample.name), check_page(context, page_of(sample.result, language))});
  }
  pages.push_back({"rotation", rotation_form_page(context, {})});
  pages.push_back({"rotation-complaints", rotation_form_page(context, refused_rotation())});
  pages.push_back({"rotation-running", rotation_running_page(context, "ditta@pec.example")});
  pages.push_back({"rotation-complete", rotation_result_page(context, {"v1", complete_rotation()})});
  pages.push_back({"rotation-half", rotation_result_page(context, {"v1", sending_lags()})});
  pages.push_back({"rotation-refused", rotation_result_page(context, {"v1", new_password_refused()})});
  pages.push_back({"accounts", accounts_page(context, accounts())});
  pages.push_back({"accounts-none", accounts_page(context, {})});
  for (const Refusal refusal : {Refusal::no_token, Refusal::not_found, Refusal::too_many_tests}) {
    pages.push_back({"error-" + std::to_string(status_of(refusal)), error_page(context, refusal)});
  }
  return pages;
}

std::string sample_page(std::string_view name, Language language) {
  const std::vector<NamedPage> pages = sample_pages(language);
  const auto found = std::find_if(pages.begin(), pages.end(), [&](const NamedPage& page) { return page.name == name; });
  return found == pages.end() ? std::string{} : found->html;
}

}  // namespace pecprobe::test
