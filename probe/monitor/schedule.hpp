// Whose turn it is: which accounts are to be tested now, and which providers are left alone.
#pragma once

#include "probe/batch/breaker.hpp"
#include "probe/monitor/provider_pause.hpp"
#include "probe/monitor/slots.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace pecprobe::monitor {

/// An account as the schedule sees it.
struct ScheduledAccount {
  std::string key;       // of its name
  std::string provider;  // batch_group()
  std::optional<Timestamp> last_tested;
};

struct ScheduleLimits {
  Interval interval = std::chrono::hours{6};
  std::size_t at_once = 8;       // accounts under way
  std::size_t per_provider = 4;  // … of one provider, so that a slow one does not keep the others
  BreakerLimits breaker{};
};

/// The provider's pause has ended with an accepted login.
struct PauseEnded {
  std::string provider;
};
/// What a test did to its provider's pause.
using PauseNews = std::variant<std::monostate, ProviderPause, PauseEnded>;

/// When an account that was tested comes again.
enum class Again { in_turn, soon };

/// Pure: time comes from outside. Not for several threads at once.
class Schedule {
 public:
  Schedule(const ScheduleLimits& limits, Timestamp now);

  /// In place of those before; what is known of an account that stays, stays.
  void set_accounts(const std::vector<ScheduledAccount>& accounts);
  /// Of an earlier run.
  void resume(const ProviderPause& pause);
  /// Everybody's turn is now, once.
  void want_all();

  /// Keys of the accounts whose turn it is: they are under way from now on. Those that have waited longest come first.
  [[nodiscard]] std::vector<std::string> begin_due(Timestamp now);
  /// An account that was under way was tested. `soon`: its turn comes again after a minute, and after twice as long
  /// each time, up to a tenth of the interval.
  [[nodiscard]] PauseNews ended(const std::string& key, AccountSign sign, Timestamp began, Timestamp now,
                                Again again = Again::in_turn);
  /// It could not be tested now, through no fault of its own.
  void put_off(const std::string& key, Timestamp until);

  /// When to call begin_due() again; earlier when something has ended.
  [[nodiscard]] Timestamp next_look(Timestamp now) const;
  /// When the account's turn is; nothing while it is under way, its provider is left alone, or it is not known.
  [[nodiscard]] std::optional<Timestamp> next_turn(const std::string& key) const;
  [[nodiscard]] std::vector<ProviderPause> pauses() const;
  [[nodiscard]] std::size_t under_way() const noexcept { return m_under_way; }
  /// Accounts that want_all() named and whose turn has not come, though their provider is not left alone.
  [[nodiscard]] bool has_wanted(Timestamp now) const;

 private:
  struct Known {
    std::string provider;
    std::optional<Timestamp> last_tested;
    std::optional<Timestamp> put_off_until{};
    std::optional<Timestamp> again_at{};  // earlier than its turn
    int times_soon = 0;                   // in a row
    bool is_wanted = false;
    bool is_under_way = false;
    bool is_gone = false;  // from the file, while it is under way
  };
  struct Provider {
    explicit Provider(const BreakerLimits& limits) : breaker(limits) {}
    Breaker breaker;
    std::optional<ProviderPause> pause{};
    Timestamp watched_since{};
    std::size_t under_way = 0;
  };

  void notice_gap(Timestamp now);
  [[nodiscard]] Timestamp soon(int times, Timestamp now) const;
  void come_back(std::map<std::string, Known>::iterator account);
  Provider& provider_of(const std::string& name);
  [[nodiscard]] const Provider* find_provider(const std::string& name) const;
  [[nodiscard]] Timestamp due(const std::string& key, const Known& account) const;
  [[nodiscard]] bool has_room(const std::string& name, const Provider& provider, Timestamp now) const;
  [[nodiscard]] PauseNews judge(const std::string& name, Provider& provider, AccountSign sign, Timestamp now) const;

  ScheduleLimits m_limits;
  Timestamp m_watched_since;
  Timestamp m_seen;
  std::map<std::string, Known> m_accounts;
  std::map<std::string, Provider> m_providers;
  std::size_t m_under_way = 0;
};

}  // namespace pecprobe::monitor
