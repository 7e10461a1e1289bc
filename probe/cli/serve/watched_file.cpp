#include "probe/cli/serve/watched_file.hpp"

#include "probe/cli/accounts/accounts_complaints.hpp"
#include "probe/cli/accounts/requested_rules.hpp"
#include "probe/cli/terminal/console.hpp"
#include "probe/config/accounts_file.hpp"
#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pecprobe {

namespace {

constexpr std::size_t k_most_named = 10;

std::string names_of(const std::vector<monitor::WatchedAccount>& accounts) {
  std::string names;
  std::size_t count = 0;
  for (const monitor::WatchedAccount& watched : accounts) {
    if (watched.testable == monitor::Testable::no && ++count <= k_most_named) {
      names += (names.empty() ? "" : ", ") + printable(watched.account.address);
    }
  }
  return count > k_most_named ? fmt::format("{}, … ({})", names, count) : names;
}

}  // namespace

class WatchedFile::Reading final : public WatchedAccounts {
 public:
  explicit Reading(WatchedFile& owner) : m_owner(owner), m_rules(owner.m_request, owner.m_table) {}

  /// The faults, if any. For the holder of the owner's mutex.
  std::optional<AccountsFaults> read() {
    auto file = AccountsFile::open(
        m_owner.m_request.server.accounts_file, m_rules.rules(PasswordNeed::if_named), [&](const AccountRow& row) {
          m_owner.m_passwords.add(row);
          m_accounts.push_back(
              {row.account, is_nowhere(row.password) ? monitor::Testable::no : monitor::Testable::yes});
        });
    if (!file) {
      m_owner.m_passwords.forget_untaken();
      return file.error();
    }
    m_file.emplace(std::move(*file));
    if (auto faults = m_owner.m_passwords.take(); !faults.empty()) {
      const std::size_t total = faults.size();
      return AccountsFaults{std::move(faults), total};
    }
    return std::nullopt;
  }

  [[nodiscard]] const std::vector<monitor::WatchedAccount>& accounts() const override { return m_accounts; }
  [[nodiscard]] bool holds_passwords() const noexcept { return m_file->holds_passwords(); }

  tl::expected<Secret, SecretError> password(std::size_t place, const std::stop_token& stop) override {
    auto cell = password_of(place);
    if (!cell) {
      return tl::unexpected(cell.error());
    }
    if (auto* secret = std::get_if<Secret>(&*cell)) {
      return std::move(*secret);
    }
    const auto turn = m_owner.m_turns.wait(stop);
    if (!turn) {
      return tl::unexpected(SecretError{SecretProblem::interrupted, {}});
    }
    return read_password(std::get<SecretSource>(*cell), stop);
  }

 private:
  /// The password, or where to read it.
  tl::expected<RowPassword, SecretError> password_of(std::size_t place) {
    const std::scoped_lock lock(m_owner.m_mutex);
    auto row = m_file->row(place);
    if (!row) {  // the new file is read in a moment
      return tl::unexpected(SecretError{SecretProblem::cannot_read, "the accounts file has changed"});
    }
    if (const auto* source = std::get_if<SecretSource>(&row->password)) {
      if (auto taken = m_owner.m_passwords.taken(*source)) {
        return *std::move(taken);
      }
    }
    return std::move(row->password);
  }

  WatchedFile& m_owner;
  RequestedRules m_rules;
  std::vector<monitor::WatchedAccount> m_accounts;
  std::optional<AccountsFile> m_file;
};

std::shared_ptr<WatchedAccounts> WatchedFile::read(Message consequence) {
  const auto reading = std::make_shared<Reading>(*this);
  const std::string& path = m_request.server.accounts_file;
  {
    const std::scoped_lock lock(m_mutex);
    if (const auto faults = reading->read()) {
      complain(*faults, path, m_table, consequence, m_language);
      if (consequence != Message::accounts_faults && faults->first.front().place == FilePlace{}) {
        complain({consequence, path, {}}, m_language);  // of the file as a whole it is not said there
      }
      return nullptr;
    }
    m_latest = reading;
  }
  if (reading->holds_passwords()) {
    complain({Message::note_passwords_in_file, path, {}}, m_language);
  }
  if (const std::string untestable = names_of(reading->accounts()); !untestable.empty()) {
    complain({Message::serve_untestable, untestable, {}}, m_language);
  }
  return reading;
}

std::shared_ptr<WatchedAccounts> WatchedFile::latest() {
  const std::scoped_lock lock(m_mutex);
  return m_latest;
}

std::shared_ptr<WatchedAccounts> WatchedFile::read_at_start() { return read(Message::accounts_faults); }

std::shared_ptr<WatchedAccounts> WatchedFile::read_again() {
  auto accounts = read(Message::serve_keeps_accounts);
  if (accounts != nullptr) {
    const auto count = Wording::of(m_language).count("count.accounts", accounts->accounts().size());
    complain({Message::serve_read_accounts, m_request.server.accounts_file, count}, m_language);
  }
  return accounts;
}

}  // namespace pecprobe
