#include "probe/config/accounts_row.hpp"

#include "probe/config/values.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace pecprobe {

namespace {

using enum AccountsColumn;

template <typename Value>
using Names = std::initializer_list<std::pair<std::string_view, Value>>;

/// What people and spreadsheets write; Excel writes VERO for a yes.
const Names<AccountKind> k_kinds = {
    {"mailbox", AccountKind::mailbox},  {"casella", AccountKind::mailbox},     {"archive", AccountKind::archive},
    {"archivio", AccountKind::archive}, {"multiuser", AccountKind::multiuser}, {"multiutente", AccountKind::multiuser},
};
const Names<TwoStep> k_two_steps = {
    {"on", TwoStep::on},           {"yes", TwoStep::on},         {"true", TwoStep::on},   {"s\xC3\xAC", TwoStep::on},
    {"si", TwoStep::on},           {"vero", TwoStep::on},        {"attiva", TwoStep::on}, {"off", TwoStep::off},
    {"no", TwoStep::off},          {"false", TwoStep::off},      {"falso", TwoStep::off}, {"non attiva", TwoStep::off},
    {"unknown", TwoStep::unknown}, {"non so", TwoStep::unknown},
};
const Names<Protocol> k_services = {
    {"imap", Protocol::imap}, {"pop3", Protocol::pop3}, {"pop", Protocol::pop3}, {"smtp", Protocol::smtp}};

class RowReader {
 public:
  RowReader(RawRow row, const RawRow& defaults, const AccountsRules& rules, const std::string& folder)
      : m_row(std::move(row)),
        m_defaults(defaults),
        m_rules(rules),
        m_folder(folder),
        m_faults(std::move(m_row.faults)) {}

  tl::expected<AccountRow, std::vector<AccountsFault>> read() {
    AccountRow out;
    out.place = m_row.place;
    out.input = input();
    out.tags = texts(tags);
    out.used_by = texts(used_by);
    read_passwords(out);
    if (m_faults.empty()) {
      m_rules.learn_exchangers(out.input);
      auto account = make_account(out.input, *m_rules.providers);
      if (account) {
        out.account = std::move(*account);
      } else {
        m_faults.push_back({place_of(account.error().problem), account.error(), {}, {}});
      }
    }
    return m_faults.empty() ? tl::expected<AccountRow, std::vector<AccountsFault>>(std::move(out))
                            : tl::unexpected(std::move(m_faults));
  }

 private:
  void refuse(const FilePlace& place, AccountsProblem problem, std::string what, std::string detail = {}) {
    m_faults.push_back({place, problem, std::move(what), std::move(detail)});
  }
  void refuse(const RawValue& value, AccountsProblem problem, std::string detail = {}) {
    refuse(value.place, problem, value.name, std::move(detail));
  }

  /// The row's own value, else the default; null when neither has one.
  const RawValue* value(AccountsColumn column) const {
    const RawValue* own = own_value(column);
    const auto usual = m_defaults.values.find(column);
    return own != nullptr || usual == m_defaults.values.end() ? own : &usual->second;
  }
  const RawValue* own_value(AccountsColumn column) const {
    const auto found = m_row.values.find(column);
    return found == m_row.values.end() ? nullptr : &found->second;
  }

  /// Texts without control characters; none where there is no value.
  std::vector<std::string> texts(AccountsColumn column) {
    const RawValue* found = value(column);
    if (found == nullptr) {
      return {};
    }
    if (std::any_of(found->texts.begin(), found->texts.end(),
                    [](const auto& t) { return has_control_characters(t); })) {
      refuse(*found, AccountsProblem::control_characters);
      return {};
    }
    return found->texts;
  }
  std::string text(AccountsColumn column) {
    std::vector<std::string> found = texts(column);
    return found.empty() ? std::string{} : std::move(found.front());
  }

  template <typename Value>
  std::optional<Value> named(AccountsColumn column, std::string_view word, const Names<Value>& names,
                             AccountsProblem problem) {
    for (const auto& [name, meaning] : names) {
      if (iequals(name, word)) {
        return meaning;
      }
    }
    refuse(*value(column), problem);
    return std::nullopt;
  }

  AccountInput input() {
    AccountInput out = m_rules.usual;
    out.address = text(address);
    if (out.address.empty()) {
      refuse(m_row.place, AccountsProblem::address_missing, {});
    } else if (const auto problem = address_problem(out.address)) {  // make_account() is asked when all else is right
      m_faults.push_back({value(address)->place, InputError{*problem, {}}, {}, {}});
    }
    if (std::string own = text(login); !own.empty()) {
      out.login = std::move(own);
    }
    if (const std::string word = text(kind); !word.empty()) {
      out.kind = named(kind, word, k_kinds, AccountsProblem::kind_unknown).value_or(out.kind);
    }
    if (const std::string word = text(two_step); !word.empty()) {
      out.two_step = named(two_step, word, k_two_steps, AccountsProblem::two_step_unknown).value_or(out.two_step);
    }
    read_servers(out);
    read_services(out);
    read_date(out);
    return out;
  }

  /// Provider and servers belong together: whoever names some of them takes none of a more general place.
  void read_servers(AccountInput& input) {
    const std::array columns = {provider, imap, pop3, smtp};
    const bool has_own = std::any_of(columns.begin(), columns.end(), [&](auto c) { return own_value(c) != nullptr; });
    const auto at = [&](AccountsColumn c) { return has_own ? own_value(c) : value(c); };
    if (std::all_of(columns.begin(), columns.end(), [&](auto c) { return at(c) == nullptr; })) {
      return;
    }
    input.provider = at(provider) != nullptr ? text(provider) : std::string{};
    input.endpoints.clear();
    for (const auto& [column, protocol] :
         {std::pair{imap, Protocol::imap}, {pop3, Protocol::pop3}, {smtp, Protocol::smtp}}) {
      if (at(column) == nullptr) {
        continue;
      }
      auto endpoint = parse_endpoint_url(text(column));
      if (endpoint && endpoint->protocol == protocol) {
        input.endpoints.push_back(std::move(*endpoint));
      } else {
        refuse(*at(column), AccountsProblem::endpoint_malformed, std::string(to_string(protocol)));
      }
    }
  }

  void read_services(AccountInput& input) {
    std::vector<Protocol> wanted;
    for (const std::string& word : texts(services)) {
      const auto service = named(services, word, k_services, AccountsProblem::service_unknown);
      const auto& only = m_rules.usual.protocols;
      if (service && (only.empty() || std::find(only.begin(), only.end(), *service) != only.end())) {
        wanted.push_back(*service);
      }
    }
    if (value(services) != nullptr) {
      if (wanted.empty() && m_faults.empty()) {
        m_faults.push_back({value(services)->place, InputError{InputProblem::nothing_to_test, {}}, {}, {}});
      }
      input.protocols = std::move(wanted);
    }
  }

  void read_date(AccountInput& input) {
    const std::string word = text(issued);
    if (word.empty()) {
      return;
    }
    input.password_issued = parse_written_date(word);
    if (!input.password_issued) {
      refuse(*value(issued), AccountsProblem::date_malformed);
    } else if (*input.password_issued > m_rules.today) {
      refuse(*value(issued), AccountsProblem::date_in_future);
    }
  }

  void read_passwords(AccountRow& row) {
    if (m_rules.need == PasswordNeed::new_and_old) {
      row.new_password = password_of(PasswordRole::new_one);
      row.old_password = password_of(PasswordRole::old_one);
    } else {
      row.password = password_of(PasswordRole::current);
    }
    row.variables = std::move(m_variables);
  }

  /// The place of a variable's name, which was just found to be where the password comes from.
  void note_variable(PasswordRole role, const RawRow& row) {
    const auto named = row.values.find(password_columns(role).variable);
    if (named != row.values.end()) {
      m_variables.push_back({named->second.texts.front(), named->second.place, named->second.name});
    }
  }

  RowPassword password_of(PasswordRole role) {
    const RawRow* names_it = &m_row;
    auto found = only_source(m_row, role, m_folder);
    if (found && is_nowhere(*found) && m_rules.need != PasswordNeed::none) {
      names_it = &m_defaults;
      found = only_source(m_defaults, role, m_folder);
    }
    if (!found) {
      m_faults.push_back(std::move(found.error()));
      return {};
    }
    note_variable(role, *names_it);
    if (!is_nowhere(*found) || m_rules.need == PasswordNeed::none || m_rules.need == PasswordNeed::if_named) {
      return std::move(*found);
    }
    if (role == PasswordRole::current && m_rules.usual_password) {
      return *m_rules.usual_password;
    }
    const auto cell = static_cast<std::size_t>(password_columns(role).cell);
    refuse(m_row.place, AccountsProblem::no_source, std::string(accounts_columns()[cell].key));
    return {};
  }

  /// Where what make_account() objects to was written.
  FilePlace place_of(InputProblem problem) const {
    const auto at = [&](AccountsColumn column) {
      return value(column) != nullptr ? value(column)->place : m_row.place;
    };
    switch (problem) {
      case InputProblem::login_empty:
      case InputProblem::login_too_long:
      case InputProblem::login_has_control_characters: return at(login);
      case InputProblem::provider_unknown: return at(provider);
      case InputProblem::service_not_known:
      case InputProblem::nothing_to_test: return at(services);
      case InputProblem::archive_server_not_public:
      case InputProblem::login_not_public: return at(kind);
      case InputProblem::address_without_domain:
      case InputProblem::address_malformed:
      case InputProblem::address_too_long:
      case InputProblem::address_has_control_characters:
      case InputProblem::provider_not_inferred:
      case InputProblem::provider_only_possible:
      case InputProblem::domain_not_pec:
      case InputProblem::provider_closed: return at(address);
      case InputProblem::cleartext_not_on_loopback: return m_row.place;
    }
    return m_row.place;
  }

  RawRow m_row;
  const RawRow& m_defaults;
  const AccountsRules& m_rules;
  const std::string& m_folder;
  std::vector<AccountsFault> m_faults;
  std::vector<NamedVariable> m_variables;
};

}  // namespace

tl::expected<AccountRow, std::vector<AccountsFault>> read_account_row(RawRow row, const RawRow& defaults,
                                                                      const AccountsRules& rules,
                                                                      const std::string& folder) {
  return RowReader(std::move(row), defaults, rules, folder).read();
}

}  // namespace pecprobe
