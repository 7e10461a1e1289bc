#include "probe/state/refusal_memory.hpp"

#include "probe/state/cool_down.hpp"
#include "probe/state/digest_key.hpp"
#include "probe/state/key_check.hpp"
#include "probe/state/refusal_table.hpp"
#include "probe/state/state_file.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace pecprobe {

namespace {

/// How long a check may hold others back: longer than its services may take.
constexpr std::chrono::minutes k_claim{5};
constexpr int k_most_refusals = 1000;

using Refusals = std::vector<std::optional<RememberedRefusal>>;

/// Bound to place and login, so that equal passwords of two accounts cannot be told.
Digest digest_of(const DigestKey& key, const RefusalPlace& place, const Secret& password) {
  Secret bytes{fmt::format("refusal\n{}\n{}\n{}\n{}\n", to_string(place.endpoint.protocol),
                           ascii_lower(place.endpoint.host), place.endpoint.port, place.login)};
  return key.digest(bytes.append(password));
}

std::int64_t random_number() {
  std::random_device device;
  return static_cast<std::int64_t>((static_cast<std::uint64_t>(device()) << 32U) | device());
}

class StoredRefusalMemory final : public RefusalMemory {
 public:
  StoredRefusalMemory(std::string path, const Clock& clock)
      : m_path(std::move(path)), m_clock(clock), m_claim(random_number()) {}

  [[nodiscard]] Refusals look_up(const Account& account, const Secret& password) override {
    Refusals found(account.endpoints.size());
    if (open(IfMissing::leave)) {
      note(m_file->read([&](SQLite::Database& database) {
        for (std::size_t i = 0; i < found.size(); ++i) {
          const auto row = same_password(database, place(account, i), password);
          if (row && heeded(row->refusal.times) > m_clock.wall_now()) {
            found[i] = row->refusal;
            found[i]->times.next_try = heeded(row->refusal.times);
          }
        }
      }));
    }
    return m_problem ? Refusals(account.endpoints.size()) : found;
  }

  [[nodiscard]] Refusals begin(const Account& account, const Secret& password) override {
    Refusals found(account.endpoints.size());
    // Nearly every check finds nothing, and then takes no lock that other processes wait for.
    if (!open(IfMissing::leave) || !remembers_any(account, password)) {
      return found;
    }
    note(m_file->write([&](SQLite::Database& database) {
      for (std::size_t i = 0; i < found.size(); ++i) {
        found[i] = hold_back_or_claim(database, place(account, i), password);
      }
    }));
    return m_problem ? Refusals(account.endpoints.size()) : found;
  }

  void settle(const Account& account, const Secret& password, const std::vector<LoginOutcome>& outcomes) override {
    const auto is = [](LoginOutcome::Kind kind) { return [kind](const LoginOutcome& o) { return o.kind == kind; }; };
    const bool has_refusal = std::any_of(outcomes.begin(), outcomes.end(), is(LoginOutcome::Kind::refused));
    const bool has_success = std::any_of(outcomes.begin(), outcomes.end(), is(LoginOutcome::Kind::accepted));
    if (!has_refusal && !has_success && !m_has_claimed) {
      return;
    }
    if (!open(has_refusal ? IfMissing::create : IfMissing::leave)) {
      return;
    }
    note(m_file->write([&](SQLite::Database& database) {
      if (has_success) {
        forget_login(database, account.address, account.login);
      }
      for (std::size_t i = 0; i < outcomes.size(); ++i) {
        take_in(database, account.address, place(account, i), password, outcomes[i]);
      }
    }));
  }

  void forget(const std::string& address) override {
    if (open(IfMissing::leave)) {
      note(m_file->write([&](SQLite::Database& database) { forget_address(database, address); }));
    }
  }

  [[nodiscard]] std::optional<StateProblem> problem() const override { return m_problem; }

 private:
  static RefusalPlace place(const Account& account, std::size_t i) { return {account.endpoints[i], account.login}; }

  [[nodiscard]] Timestamp heeded(const RefusalTimes& times) const {
    return heeded_next_try(times.next_try, m_clock.wall_now(), times.count);
  }

  void note(const std::optional<StateProblem>& problem) {
    if (problem && !m_problem) {
      m_problem = problem;
    }
  }

  /// Whether the state can be used; false, too, where there is none and none is to be made.
  bool open(IfMissing if_missing) {
    if (m_problem || (m_file && m_key)) {
      return !m_problem;
    }
    auto file = StateFile::open(m_path, if_missing);
    if (!file) {
      note(file.error());
      return false;
    }
    if (*file == nullptr) {
      return false;
    }
    auto key = key_of(**file);
    if (!key) {
      note(key.error());
      return false;
    }
    m_file = std::move(*file);
    m_key = std::move(*key);
    return true;
  }

  /// The row of the place, when it is about this password.
  std::optional<RefusalRow> same_password(SQLite::Database& database, const RefusalPlace& place,
                                          const Secret& password) {
    auto row = find_refusal(database, place);
    return row && row->digest == digest_of(*m_key, place, password) ? row : std::nullopt;
  }

  bool remembers_any(const Account& account, const Secret& password) {
    bool any = false;
    note(m_file->read([&](SQLite::Database& database) {
      for (std::size_t i = 0; i < account.endpoints.size(); ++i) {
        any = any || same_password(database, place(account, i), password).has_value();
      }
    }));
    return any && !m_problem;
  }

  std::optional<RememberedRefusal> hold_back_or_claim(SQLite::Database& database, const RefusalPlace& place,
                                                      const Secret& password) {
    auto row = same_password(database, place, password);
    if (!row) {
      return std::nullopt;
    }
    const Timestamp now = m_clock.wall_now();
    const Timestamp next_try = heeded(row->refusal.times);
    if (next_try <= now) {
      move_next_try(database, place, now + k_claim, m_claim);
      m_has_claimed = true;
      return std::nullopt;
    }
    if (next_try != row->refusal.times.next_try) {  // the clock was set back: counted from now
      row->refusal.times.next_try = next_try;
      move_next_try(database, place, next_try, std::nullopt);
    }
    return row->refusal;
  }

  void take_in(SQLite::Database& database, const std::string& address, const RefusalPlace& place,
               const Secret& password, const LoginOutcome& outcome) {
    switch (outcome.kind) {
      case LoginOutcome::Kind::accepted:
      case LoginOutcome::Kind::held_back: return;
      case LoginOutcome::Kind::no_verdict: release_claim(database, place, m_claim, m_clock.wall_now()); return;
      case LoginOutcome::Kind::refused: break;
    }
    const auto former = same_password(database, place, password);
    RefusalRow row{address, digest_of(*m_key, place, password), outcome.refusal};
    const int count = former ? std::min(former->refusal.times.count + 1, k_most_refusals) : 1;
    const Timestamp now = m_clock.wall_now();
    row.refusal.times = {count, now, next_try(now, count)};
    put_refusal(database, place, row);
  }

  std::string m_path;
  const Clock& m_clock;
  std::int64_t m_claim;  // this memory's own number, by which it knows what it claimed
  bool m_has_claimed = false;
  std::unique_ptr<StateFile> m_file;
  std::optional<DigestKey> m_key;
  std::optional<StateProblem> m_problem;
};

}  // namespace

std::unique_ptr<RefusalMemory> make_refusal_memory(std::string path, const Clock& clock) {
  return std::make_unique<StoredRefusalMemory>(std::move(path), clock);
}

}  // namespace pecprobe
