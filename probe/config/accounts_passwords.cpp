#include "probe/config/accounts_passwords.hpp"

#include "probe/config/secret_reading.hpp"
#include "probe/config/shell_words.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace pecprobe {

namespace {

using Found = tl::expected<RowPassword, AccountsFault>;

tl::unexpected<AccountsFault> refuse(const RawValue& value, AccountsProblem problem) {
  return tl::unexpected(AccountsFault{value.place, problem, value.name, {}});
}

Found password_in(const RawPassword& cell) {
  auto line = only_line(cell.bytes);
  return line ? Found(std::move(*line)) : tl::unexpected(AccountsFault{cell.place, line.error(), cell.name, {}});
}

bool holds_nul(const std::string& text) { return text.find('\0') != std::string::npos; }

Found command_in(const RawValue& value) {
  if (value.texts.front().empty() || std::any_of(value.texts.begin(), value.texts.end(), holds_nul)) {
    return refuse(value, AccountsProblem::command_malformed);
  }
  return SecretSource{SecretOrigin::command, shell_line(value.texts)};
}

Found source_in(const RawValue& value, SecretOrigin origin, const std::string& folder) {
  const std::string& text = value.texts.front();
  if (has_control_characters(text)) {
    return refuse(value, AccountsProblem::control_characters);
  }
  if (origin == SecretOrigin::environment) {
    return text.find('=') != std::string::npos ? Found(refuse(value, AccountsProblem::variable_malformed))
                                               : SecretSource{origin, text};
  }
  return SecretSource{origin, (std::filesystem::path(folder) / text).string()};
}

}  // namespace

Found only_source(const RawRow& row, PasswordRole role, const std::string& folder) {
  const PasswordColumns columns = password_columns(role);
  const RawPassword* cell = nullptr;
  const RawValue* source = nullptr;
  for (const AccountsColumn column : columns.all()) {
    const auto here = row.values.find(column);
    if (here == row.values.end()) {
      const auto password = row.passwords.find(column);
      cell = password == row.passwords.end() ? cell : &password->second;
      continue;
    }
    if (cell != nullptr || source != nullptr) {
      const std::string& other = cell != nullptr ? cell->name : source->name;
      return tl::unexpected(
          AccountsFault{here->second.place, AccountsProblem::several_sources, other, here->second.name});
    }
    source = &here->second;
  }
  if (cell != nullptr) {
    return password_in(*cell);
  }
  if (source == nullptr) {
    return RowPassword{};
  }
  if (row.values.contains(columns.command)) {
    return command_in(*source);
  }
  return source_in(*source, row.values.contains(columns.file) ? SecretOrigin::file : SecretOrigin::environment, folder);
}

}  // namespace pecprobe
