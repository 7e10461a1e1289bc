#include "probe/config/accounts_file.hpp"

#include "probe/config/accounts_csv.hpp"
#include "probe/config/accounts_doubles.hpp"
#include "probe/config/accounts_toml.hpp"
#include "probe/config/secret_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace pecprobe {

namespace {

AccountsFault whole_file(AccountsProblem problem, std::string detail = {}) {
  return {{}, problem, {}, std::move(detail)};
}

/// Keeps the first faults in the order of their places.
class FaultList {
 public:
  void add(std::vector<AccountsFault> faults) {
    m_faults.total += faults.size();
    std::move(faults.begin(), faults.end(), std::back_inserter(m_faults.first));
    std::stable_sort(m_faults.first.begin(), m_faults.first.end(),
                     [](const AccountsFault& a, const AccountsFault& b) { return a.place < b.place; });
    m_faults.first.resize(std::min(m_faults.first.size(), k_max_kept_faults));
  }
  void add(AccountsFault fault) { add(std::vector{std::move(fault)}); }

  [[nodiscard]] bool empty() const noexcept { return m_faults.total == 0; }
  [[nodiscard]] AccountsFaults take() { return std::move(m_faults); }

 private:
  AccountsFaults m_faults;
};

/// Judged by its descriptor, so that it cannot change in between.
std::optional<AccountsFault> unusable(int descriptor, std::size_t limit) {
  struct stat status = {};
  if (fstat(descriptor, &status) != 0) {
    return whole_file(AccountsProblem::cannot_open, std::generic_category().message(errno));
  }
  if (!S_ISREG(status.st_mode)) {
    return whole_file(AccountsProblem::not_a_regular_file);
  }
  if ((status.st_mode & S_IWOTH) != 0) {
    return whole_file(AccountsProblem::writable_by_others);
  }
  return static_cast<std::size_t>(status.st_size) > limit ? std::optional(whole_file(AccountsProblem::too_large))
                                                          : std::nullopt;
}

tl::expected<std::string, AccountsFault> content_of(int descriptor) {
  std::string content;
  std::array<char, 16 * 1024> piece{};
  while (content.size() <= k_max_accounts_toml) {
    const ssize_t count = ::read(descriptor, piece.data(), piece.size());
    if (count == 0) {
      return content;
    }
    if (count < 0 && errno != EINTR) {
      return tl::unexpected(whole_file(AccountsProblem::cannot_read, std::generic_category().message(errno)));
    }
    content.append(piece.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  }
  return tl::unexpected(whole_file(AccountsProblem::too_large));
}

tl::expected<std::unique_ptr<RawRowSource>, AccountsFault> rows_of(int descriptor, const std::string& path) {
  if (!path.ends_with(".toml")) {
    return make_csv_rows(descriptor, unsafe_secret_file(descriptor, path));
  }
  const auto content = content_of(descriptor);
  return content ? make_toml_rows(*content) : tl::unexpected(content.error());
}

bool holds_password(const RawRow& row) { return !row.passwords.empty(); }

}  // namespace

AccountsFile::AccountsFile(FileDescriptor file, std::string folder, AccountsRules rules,
                           std::unique_ptr<RawRowSource> source)
    : m_file(std::move(file)), m_folder(std::move(folder)), m_rules(std::move(rules)), m_source(std::move(source)) {}

tl::expected<AccountsFile, AccountsFaults> AccountsFile::open(const std::string& path, AccountsRules rules,
                                                              const std::function<void(const AccountRow&)>& each) {
  const auto refuse = [](AccountsFault fault) { return tl::unexpected(AccountsFaults{{std::move(fault)}, 1}); };
  FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)};
  if (!file.is_open()) {
    return refuse(whole_file(AccountsProblem::cannot_open, std::generic_category().message(errno)));
  }
  if (auto fault = unusable(file.number(), path.ends_with(".toml") ? k_max_accounts_toml : k_max_accounts_csv)) {
    return refuse(std::move(*fault));
  }
  auto rows = rows_of(file.number(), path);
  if (!rows) {
    return refuse(std::move(rows.error()));
  }
  AccountsFile found(std::move(file), std::filesystem::path(path).parent_path().string(), std::move(rules),
                     std::move(*rows));
  if (auto faults = found.check(each)) {
    return tl::unexpected(std::move(*faults));
  }
  return found;
}

std::optional<AccountsFaults> AccountsFile::check(const std::function<void(const AccountRow&)>& each) {
  FaultList faults;
  faults.add(m_source->defaults().faults);
  AccountsDoubles doubles;
  while (true) {
    auto raw = m_source->next();
    if (!raw) {
      faults.add(std::move(raw.error()));
      break;
    }
    if (!*raw) {
      break;
    }
    if (m_rows.size() == k_max_accounts) {
      faults.add({(*raw)->place, AccountsProblem::too_many_rows, {}, {}});
      break;
    }
    m_holds_passwords = m_holds_passwords || holds_password(**raw);
    m_rows.push_back({(*raw)->mark, (*raw)->digest});
    auto row = read_account_row(std::move(**raw), m_source->defaults(), m_rules, m_folder);
    if (!row) {
      faults.add(std::move(row.error()));
      continue;
    }
    row->index = m_rows.size() - 1;
    doubles.add(*row);
    if (faults.empty()) {
      each(*row);
    }
  }
  if (m_rows.empty() && faults.empty()) {
    faults.add(whole_file(AccountsProblem::no_accounts));
  }
  faults.add(doubles.faults());
  return faults.empty() ? std::nullopt : std::optional(faults.take());
}

tl::expected<AccountRow, AccountsFault> AccountsFile::row(std::size_t index) const {
  const Checked& checked = m_rows.at(index);
  auto raw = m_source->read_again(checked.mark);
  if (!raw || !*raw || (*raw)->digest != checked.digest) {
    return tl::unexpected(AccountsFault{{checked.mark.line, 1}, AccountsProblem::changed_while_read, {}, {}});
  }
  auto row = read_account_row(std::move(**raw), m_source->defaults(), m_rules, m_folder);
  if (!row) {
    return tl::unexpected(std::move(row.error().front()));
  }
  row->index = index;
  return std::move(*row);
}

}  // namespace pecprobe
