#include "probe/serve/routes/check_start.hpp"

#include "probe/report/wording.hpp"
#include "probe/serve/checks/typed_account.hpp"
#include "protocols/base/text.hpp"

#include <utility>

namespace pecprobe {

tl::expected<CheckOrder, WrongInput> order_of(const TypedFields& fields, const Visit& visit) {
  const Wording& wording = Wording::of(visit.language);
  WrongInput wrong{form_of(fields), {}};
  auto input = input_of(wrong.form, visit.site.tools.providers, visit.site.tools.today(), wording);
  if (!input) {
    wrong.complaints = std::move(input.error());
  }
  if (auto complaint = complaint_about(fields.secret("password"), "password", wording)) {
    wrong.complaints.push_back(*std::move(complaint));
  }
  if (!wrong.complaints.empty()) {
    return tl::unexpected(std::move(wrong));
  }
  const Remembered remembered = fields.text("force") == "on" ? Remembered::ignore_once : Remembered::heed;
  return CheckOrder{std::move(wrong.form), *std::move(input), fields.secret("password"), remembered, visit.language};
}

std::string account_mark(const page::AccountForm& form) {
  return ascii_lower(form.login.empty() ? form.address : form.login);
}

std::optional<TooMany> take_share(Visit& visit, const std::string& account) {
  constexpr std::chrono::seconds k_until_a_test_ends{5};
  Site& site = visit.site;
  if (site.is_stopping) {
    return TooMany{page::Refusal::stopping, std::chrono::seconds{60}};
  }
  if (!site.turns.accounts.begin(account)) {
    return TooMany{page::Refusal::too_many_tests, k_until_a_test_ends};
  }
  if (const auto wait = site.clients.begin(visit.request.client, site.clock.now())) {
    site.turns.accounts.end(account);
    return TooMany{page::Refusal::too_many_tests, *wait};
  }
  return std::nullopt;
}

void end_share(Site& site, const std::string& client, const std::string& account) {
  site.clients.end(client);
  site.turns.accounts.end(account);
}

tl::expected<std::uint64_t, TooMany> begin_check(const VisitPtr& visit, CheckOrder order, CheckWatch watch) {
  Site& site = visit->site;
  const std::string client = visit->request.client;
  const std::string account = account_mark(order.form);
  if (const auto too_many = take_share(*visit, account)) {
    return tl::unexpected(*too_many);
  }
  watch.ended = [&site, client, account, ended = std::move(watch.ended)](const std::string& id, const CheckEnd& end) {
    end_share(site, client, account);
    ended(id, end);
  };
  const auto number = site.desk.start(std::move(order), std::move(watch));
  if (!number) {
    end_share(site, client, account);
    return tl::unexpected(TooMany{page::Refusal::too_many_tests, std::chrono::seconds{10}});
  }
  return *number;
}

}  // namespace pecprobe
