#include "probe/cli/options/rotate_options.hpp"

#include "probe/cli/options/option_values.hpp"
#include "probe/cli/options/options.hpp"

#include <algorithm>
#include <array>

namespace pecprobe {

namespace {

namespace values = option_values;

// clang-format off
constexpr std::array k_own = std::to_array<OptionRow>({
    {"issued", 0, "DATE", OptionGroup::checks, Message::help_issued, "", false, values::issued},
    {"expires", 0, "DATE", OptionGroup::checks, Message::help_expires, "", false, values::expires},
    {"on", 0, "DATE", OptionGroup::checks, Message::help_on, "", false, values::on},
    {"used-by", 0, "PROGRAM", OptionGroup::checks, Message::help_used_by, "", true, values::used_by},
    {"validity", 0, "3mo|90d", OptionGroup::checks, Message::help_validity, "", false, values::validity},
    {"extension-window", 0, "TIME", OptionGroup::checks, Message::help_extension_window, "", false, values::extension_window},
    {"within", 0, "TIME", OptionGroup::checks, Message::help_within, "", false, values::within},
    {"output", 'o', "FILE", OptionGroup::output, Message::help_output, "", false, values::output},
});
// clang-format on

}  // namespace

std::vector<OptionRow> option_rows(const RotateSyntax& syntax) {
  std::vector<OptionRow> rows;
  const auto is_wanted = [&](const OptionRow& row) {
    return std::find(syntax.options.begin(), syntax.options.end(), row.name) != syntax.options.end() ||
           std::find(syntax.shared.begin(), syntax.shared.end(), row.name) != syntax.shared.end();
  };
  std::copy_if(check_options().begin(), check_options().end(), std::back_inserter(rows), is_wanted);
  std::copy_if(k_own.begin(), k_own.end(), std::back_inserter(rows), is_wanted);
  std::stable_sort(rows.begin(), rows.end(), [](const OptionRow& a, const OptionRow& b) { return a.group < b.group; });
  return rows;
}

tl::expected<CheckRequest, UsageError> parse_rotate_arguments(const std::vector<std::string>& arguments,
                                                              const RotateSyntax& syntax) {
  auto request = parse_account_arguments(arguments, option_rows(syntax), syntax.most_words);
  if (!request) {
    return request;
  }
  const std::size_t words = (request->account.address.empty() ? 0U : 1U) + request->further_words.size();
  if (words < syntax.least_words) {
    return tl::unexpected(UsageError{Message::rotate_words_missing, std::string(syntax.action), {}});
  }
  for (const std::string& program : request->further_words) {
    if (auto complaint = values::used_by(*request, program)) {
      return tl::unexpected(UsageError{*complaint, "rotate " + std::string(syntax.action), {}});
    }
  }
  const auto& login = request->account.login;
  if (const auto problem = login ? login_problem(*login) : std::nullopt) {
    return tl::unexpected(usage_error(InputError{*problem, {}}));
  }
  if (words > 0 && request->account.kind == AccountKind::multiuser && !login) {
    return tl::unexpected(UsageError{Message::collaborator_without_login, {}, {}});
  }
  return request;
}

tl::expected<CheckRequest, UsageError> parse_rotate_file_arguments(const std::vector<std::string>& arguments,
                                                                   const RotateSyntax& syntax) {
  auto request = parse_file_arguments(arguments, option_rows(syntax));
  if (request && request->batch.file.empty()) {
    return tl::unexpected(UsageError{Message::rotate_words_missing, std::string(syntax.action), {}});
  }
  return request;
}

LedgerKey ledger_key(const CheckRequest& request) {
  Account account;
  account.address = request.account.address;
  account.kind = request.account.kind;
  account.login = request.account.login.value_or("");
  return ledger_key(account);
}

}  // namespace pecprobe
