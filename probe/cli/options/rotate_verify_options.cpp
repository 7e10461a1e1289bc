#include "probe/cli/options/rotate_verify_options.hpp"

#include "probe/cli/options/option_values.hpp"
#include "probe/cli/options/small_options.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace pecprobe {

namespace {

namespace values = option_values;

/// Those of `check` that are about something else: what a check looks at besides the password, and where its one
/// password comes from.
constexpr std::array<std::string_view, 14> k_only_of_check = {"password-stdin",
                                                              "password-file",
                                                              "password-env",
                                                              "password-command",
                                                              "password-issued",
                                                              "all-addresses",
                                                              "check-sender",
                                                              "check-recipient",
                                                              "fail-if-expires-within",
                                                              "fail-if-certificate-within",
                                                              "warnings-as-failures",
                                                              "report",
                                                              "share",
                                                              "retries"};

// clang-format off
constexpr std::array k_own = std::to_array<OptionRow>({
    {"new-password-stdin", 0, "", OptionGroup::password, Message::help_new_password_stdin, "new-password", false, values::password_stdin},
    {"new-password-file", 0, "FILE", OptionGroup::password, Message::help_new_password_file, "new-password", false, values::password_file},
    {"new-password-env", 0, "VAR", OptionGroup::password, Message::help_new_password_env, "new-password", false, values::password_env},
    {"new-password-command", 0, "CMD", OptionGroup::password, Message::help_new_password_command, "new-password", false, values::password_command},
    {"old-password-stdin", 0, "", OptionGroup::password, Message::help_old_password_stdin, "old-password", false, values::old_password_stdin},
    {"old-password-file", 0, "FILE", OptionGroup::password, Message::help_old_password_file, "old-password", false, values::old_password_file},
    {"old-password-env", 0, "VAR", OptionGroup::password, Message::help_old_password_env, "old-password", false, values::old_password_env},
    {"old-password-command", 0, "CMD", OptionGroup::password, Message::help_old_password_command, "old-password", false, values::old_password_command},
    {"issued", 0, "DATE", OptionGroup::checks, Message::help_issued, "", false, values::issued},
    {"wait", 0, "TIME", OptionGroup::checks, Message::help_wait, "", false, values::wait},
    {"expect-refused", 0, "", OptionGroup::checks, Message::help_expect_refused, "", false, values::expect_refused},
    {"evidence", 0, "FILE", OptionGroup::output, Message::help_evidence, "", false, values::evidence},
});
// clang-format on

}  // namespace

std::vector<OptionRow> rotate_verify_options() {
  std::vector<OptionRow> rows;
  std::copy_if(check_options().begin(), check_options().end(), std::back_inserter(rows), [](const OptionRow& row) {
    return std::find(k_only_of_check.begin(), k_only_of_check.end(), row.name) == k_only_of_check.end();
  });
  rows.insert(rows.end(), k_own.begin(), k_own.end());
  std::stable_sort(rows.begin(), rows.end(), [](const OptionRow& a, const OptionRow& b) { return a.group < b.group; });
  return rows;
}

std::optional<UsageError> verification_contradiction(const CheckRequest& request, std::chrono::sys_days today) {
  const VerificationSettings& settings = request.verification;
  if (settings.issued && *settings.issued > today) {
    return UsageError{Message::issued_in_the_future, {}, {}};
  }
  if (!settings.expect_refused) {
    return std::nullopt;
  }
  if (request.password && settings.old_password) {
    return UsageError{Message::one_password_with_expect_refused, {}, {}};
  }
  if (settings.wait > Duration::zero()) {
    return UsageError{Message::options_exclude_each_other, "--expect-refused", "--wait"};
  }
  if (settings.issued) {
    return UsageError{Message::options_exclude_each_other, "--expect-refused", "--issued"};
  }
  return small_format_named(request.format)
             ? std::nullopt
             : std::optional(UsageError{Message::value_not_small_format, "--expect-refused --format", {}});
}

}  // namespace pecprobe
