// The way from a request to a test that is under way, alike for programs and for forms.
#pragma once

#include "probe/serve/checks/typed_fields.hpp"
#include "probe/serve/routes/visit.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

/// Too many; how long to wait.
struct TooMany {
  page::Refusal refusal;
  std::chrono::seconds retry_after;
};

/// What stands for an account while it is tested: its login, without regard to letter case.
[[nodiscard]] std::string account_mark(const page::AccountForm& form);

/// Room for one more test of a client, and of an account; too many otherwise. end_share() gives it back.
[[nodiscard]] std::optional<TooMany> take_share(Visit& visit, const std::string& account);
void end_share(Site& site, const std::string& client, const std::string& account);

/// What was typed is wrong.
struct WrongInput {
  page::AccountForm form;
  std::vector<page::Complaint> complaints;
};

/// The order that the fields make.
[[nodiscard]] tl::expected<CheckOrder, WrongInput> order_of(const TypedFields& fields, const Visit& visit);

/// Begins; the client's share is given back at the end. `watch` is kept.
[[nodiscard]] tl::expected<std::uint64_t, TooMany> begin_check(const VisitPtr& visit, CheckOrder order,
                                                               CheckWatch watch);

}  // namespace pecprobe
