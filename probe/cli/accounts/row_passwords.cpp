#include "probe/cli/accounts/row_passwords.hpp"

namespace pecprobe {

namespace {

bool can_be_read_once(const SecretSource& source) {
  return source.origin == SecretOrigin::environment || source.origin == SecretOrigin::standard_input;
}

}  // namespace

void RowPasswords::add(const AccountRow& row) {
  for (const NamedVariable& variable : row.variables) {
    m_taken.try_emplace(variable.name, Taken{variable.place, variable.column, {}});
  }
  for (const RowPassword* password : {&row.password, &row.new_password, &row.old_password}) {
    const auto* source = std::get_if<SecretSource>(password);
    if (source != nullptr && can_be_read_once(*source)) {
      const char* option = source->where.empty() ? "--password-stdin" : "--password-env";
      m_taken.try_emplace(source->where, Taken{row.place, option, {}});  // unless the file names it
    }
  }
}

std::vector<AccountsFault> RowPasswords::take() {
  std::vector<AccountsFault> faults;
  for (auto entry = m_taken.begin(); entry != m_taken.end();) {
    auto& [name, taken] = *entry;
    const auto origin = name.empty() ? SecretOrigin::standard_input : SecretOrigin::environment;
    auto secret = taken.secret ? tl::expected<Secret, SecretError>(*taken.secret) : read_password({origin, name});
    if (secret) {
      taken.secret = std::move(*secret);
      ++entry;
    } else {
      faults.push_back({taken.place, secret.error(), taken.named_by, {}});
      entry = m_taken.erase(entry);
    }
  }
  return faults;
}

void RowPasswords::forget_untaken() {
  std::erase_if(m_taken, [](const auto& entry) { return !entry.second.secret; });
}

AccountPassword RowPasswords::reader(const RowPassword& password) {
  if (const auto* secret = std::get_if<Secret>(&password)) {
    return *secret;
  }
  return [this, source = std::get<SecretSource>(password)] { return read(source); };
}

std::optional<Secret> RowPasswords::taken(const SecretSource& source) const {
  return can_be_read_once(source) ? m_taken.at(source.where).secret : std::nullopt;
}

tl::expected<Secret, SecretError> RowPasswords::read(const SecretSource& source) {
  if (source.origin != SecretOrigin::command) {
    auto kept = taken(source);
    return kept ? *std::move(kept) : read_password(source);
  }
  if (!m_last_command || m_last_command->first != source) {
    auto answer = read_password(source);
    if (!answer) {
      return answer;
    }
    m_last_command.emplace(source, std::move(*answer));
  }
  return m_last_command->second;
}

}  // namespace pecprobe
