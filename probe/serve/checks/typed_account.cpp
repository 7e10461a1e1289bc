#include "probe/serve/checks/typed_account.hpp"

#include "probe/model/iso_date.hpp"
#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"
#include "protocols/wire/limits.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace pecprobe {

namespace {

using page::AccountForm;
using page::Complaint;
using page::ServiceChoice;

constexpr std::array<std::pair<std::string_view, AccountKind>, 3> k_kinds = {
    {{"mailbox", AccountKind::mailbox}, {"archive", AccountKind::archive}, {"multiuser", AccountKind::multiuser}}};
constexpr std::array<std::pair<std::string_view, TwoStep>, 3> k_two_steps = {
    {{"on", TwoStep::on}, {"off", TwoStep::off}, {"unknown", TwoStep::unknown}}};

template <typename Value, std::size_t N>
Value named(std::string_view text, const std::array<std::pair<std::string_view, Value>, N>& names, Value otherwise) {
  const auto* found = std::find_if(names.begin(), names.end(), [&](const auto& name) { return name.first == text; });
  return found == names.end() ? otherwise : found->second;
}

/// A key below [serve_field], and the field that it is about.
struct Fault {
  std::string_view field;
  std::string_view key;
};

Fault fault_of(InputProblem problem) noexcept {
  switch (problem) {
    case InputProblem::address_without_domain: return {"address", "address_without_domain"};
    case InputProblem::address_malformed: return {"address", "address_malformed"};
    case InputProblem::address_too_long: return {"address", "address_too_long"};
    case InputProblem::address_has_control_characters: return {"address", "address_has_control_characters"};
    case InputProblem::login_empty: return {"login", "login_empty"};
    case InputProblem::login_too_long: return {"login", "login_too_long"};
    case InputProblem::login_has_control_characters: return {"login", "login_has_control_characters"};
    case InputProblem::provider_unknown: return {"provider", "provider_unknown"};
    case InputProblem::provider_not_inferred: return {"provider", "provider_not_inferred"};
    case InputProblem::provider_only_possible: return {"provider", "provider_only_possible"};
    case InputProblem::domain_not_pec: return {"provider", "domain_not_pec"};
    case InputProblem::provider_closed: return {"provider", "provider_closed"};
    case InputProblem::service_not_known: return {"services", "service_not_known"};
    case InputProblem::nothing_to_test: return {"services", "nothing_to_test"};
    case InputProblem::archive_server_not_public: return {"imap", "archive_server_not_public"};
    case InputProblem::login_not_public: return {"login", "login_not_public"};
    case InputProblem::cleartext_not_on_loopback: return {"services", "nothing_to_test"};
  }
  return {"", "nothing_to_test"};
}

std::string_view key_of(EndpointObjection objection) noexcept {
  switch (objection) {
    case EndpointObjection::not_known: return "server_not_known";
    case EndpointObjection::not_a_mail_port: return "server_not_a_mail_port";
    case EndpointObjection::private_address: return "server_private_address";
    case EndpointObjection::odd_number: return "server_odd_number";
    case EndpointObjection::not_looked_up: return "server_not_looked_up";
  }
  return "";
}

Complaint complaint(std::string_view field, std::string_view key, const Wording& wording,
                    const std::string& detail = {}) {
  return {std::string(field), wording.text("serve_field." + std::string(key), fmt::arg("detail", printable(detail)))};
}

void take_services(AccountInput& input, const AccountForm& form, const Wording& wording,
                   std::vector<Complaint>& complaints) {
  const auto chosen = [](const ServiceChoice& choice) { return choice.is_chosen; };
  if (std::none_of(form.services.begin(), form.services.end(), chosen)) {
    complaints.push_back(complaint("services", "nothing_to_test", wording));
  }
  const bool are_all = std::all_of(form.services.begin(), form.services.end(), chosen);
  for (const ServiceChoice& choice : form.services) {
    if (!choice.is_chosen) {
      continue;
    }
    if (!are_all) {
      input.protocols.push_back(choice.protocol);
    }
    if (choice.url.empty()) {
      continue;
    }
    auto endpoint = parse_endpoint_url(choice.url);
    if (endpoint && endpoint->protocol == choice.protocol) {
      input.endpoints.push_back(*std::move(endpoint));
    } else {
      complaints.push_back(
          complaint(to_string(choice.protocol), "server_not_a_url", wording, std::string(to_string(choice.protocol))));
    }
  }
}

}  // namespace

AccountForm form_of(const TypedFields& fields) {
  AccountForm form;
  form.address = trimmed(fields.text("address"));
  form.login = fields.text("login");
  form.kind = named(fields.text("kind"), k_kinds, AccountKind::mailbox);
  form.two_step = named(fields.text("two_step"), k_two_steps, TwoStep::unknown);
  form.provider = fields.text("provider");
  form.password_issued = trimmed(fields.text("password_issued"));
  const std::vector<std::string> services = fields.all("services");
  const bool are_all = fields.typed_by() == TypedBy::program && !fields.has("services");
  for (ServiceChoice& choice : form.services) {
    choice.is_chosen =
        are_all || std::find(services.begin(), services.end(), to_string(choice.protocol)) != services.end();
    choice.url = trimmed(fields.text(to_string(choice.protocol)));
  }
  return form;
}

tl::expected<AccountInput, std::vector<Complaint>> input_of(const AccountForm& form, const ProviderTable& table,
                                                            std::chrono::sys_days today, const Wording& wording) {
  AccountInput input;
  std::vector<Complaint> complaints;
  input.address = form.address;
  input.kind = form.kind;
  input.two_step = form.two_step;
  input.provider = form.provider;
  if (!form.login.empty()) {
    input.login = form.login;
  }
  if (const Provider* inferred = table.infer_provider(form.address);
      input.provider.empty() && inferred != nullptr &&
      form.kind != AccountKind::archive) {  // whose server is another one
    input.provider = inferred->id;
  }
  if (!form.password_issued.empty()) {
    input.password_issued = parse_iso_date(form.password_issued);
    if (!input.password_issued) {
      complaints.push_back(complaint("password_issued", "issued_not_a_date", wording));
    } else if (*input.password_issued > today) {
      complaints.push_back(complaint("password_issued", "issued_after_today", wording));
    }
  }
  take_services(input, form, wording, complaints);
  return complaints.empty() ? tl::expected<AccountInput, std::vector<Complaint>>(std::move(input))
                            : tl::unexpected(std::move(complaints));
}

std::optional<Complaint> complaint_about(const Secret& password, std::string_view field, const Wording& wording) {
  if (password.empty()) {
    return complaint(field, "password_empty", wording);
  }
  if (password.size() > k_max_credential) {
    return complaint(field, "password_too_long", wording);
  }
  const bool is_carried = password.reveal().find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
  return is_carried ? std::nullopt : std::optional(complaint(field, "password_forbidden_byte", wording));
}

Complaint complaint_about(const InputError& error, const Wording& wording) {
  const Fault fault = fault_of(error.problem);
  return complaint(fault.field, fault.key, wording, error.detail);
}

Complaint complaint_about(EndpointObjection objection, const Endpoint& endpoint, const Wording& wording) {
  return complaint(to_string(endpoint.protocol), key_of(objection), wording, authority(endpoint));
}

}  // namespace pecprobe
