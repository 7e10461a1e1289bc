#include "probe/serve/routes/rotation_order.hpp"

#include "probe/report/wording.hpp"
#include "probe/serve/checks/typed_account.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <utility>

namespace pecprobe {

namespace {

constexpr std::size_t k_longest_program = 200;
constexpr std::size_t k_most_programs = 50;

/// A name a line; of programs that fields list one by one, each is one.
std::vector<std::string> program_names(const TypedFields& fields) {
  std::vector<std::string> names;
  for (const std::string& lines : fields.all("programs")) {
    std::string_view rest = lines;
    while (!rest.empty()) {
      const auto end = rest.find_first_of("\r\n");
      const std::string_view name = trimmed(rest.substr(0, end));
      rest = end == std::string_view::npos ? "" : rest.substr(end + 1);
      if (!name.empty()) {
        names.emplace_back(name);
      }
    }
  }
  return names;
}

bool is_program_list(const std::vector<std::string>& names) {
  return names.size() <= k_most_programs && std::none_of(names.begin(), names.end(), [](const std::string& name) {
           return name.size() > k_longest_program || has_control_characters(name);
         });
}

}  // namespace

page::RotationForm rotation_form_of(const TypedFields& fields) {
  page::RotationForm form;
  form.account = form_of(fields);
  form.programs = fields.text("programs");
  return form;
}

tl::expected<RotationOrder, page::RotationForm> rotation_order_of(const TypedFields& fields, const Visit& visit) {
  const Wording& wording = Wording::of(visit.language);
  const CheckTools& tools = visit.site.tools;
  page::RotationForm form = rotation_form_of(fields);
  RotationOrder order;
  order.form = form.account;
  order.programs = program_names(fields);
  order.language = visit.language;
  auto input = input_of(form.account, tools.providers, tools.today(), wording);
  if (!input) {
    form.complaints = std::move(input.error());
  }
  const Secret& new_password = fields.secret("new_password");
  const Secret& old_password = fields.secret("old_password");
  if (auto complaint = complaint_about(new_password, "new_password", wording)) {
    form.complaints.push_back(*std::move(complaint));
  }
  if (!old_password.empty()) {
    if (auto complaint = complaint_about(old_password, "old_password", wording)) {
      form.complaints.push_back(*std::move(complaint));
    }
    if (old_password == new_password) {
      form.complaints.push_back({"old_password", wording.text("serve_field.passwords_are_the_same")});
    }
    order.old_password = old_password;
  }
  if (!is_program_list(order.programs)) {
    form.complaints.push_back({"programs", wording.text("serve_field.programs_not_names")});
  }
  if (!form.complaints.empty()) {
    return tl::unexpected(std::move(form));
  }
  order.issued = input->password_issued.value_or(tools.today());
  order.input = *std::move(input);
  order.new_password = new_password;
  return order;
}

LedgerKey ledger_key_of(const TypedFields& fields) {
  const page::AccountForm form = form_of(fields);
  Account account;
  account.address = form.address;
  account.login = form.login;
  account.kind = form.kind;
  return ledger_key(account);
}

}  // namespace pecprobe
