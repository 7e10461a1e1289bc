// The provider table: what probe/data/providers.toml knows of hosts, domains and passwords.
#pragma once

#include "probe/model/provider.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

/// Why a host that circulates is wrong.
enum class WrongHostReason { ordinary_mail, mailbox_domain, misspelt, unfounded };

struct WrongHost {
  WrongHostReason reason;
  std::string instead;  // the right host, or empty

  bool operator==(const WrongHost&) const = default;
};

/// A service that ended: named, never offered.
struct ClosedService {
  std::string name;
  std::vector<std::string> domains;
  int since = 0;  // year
};

/// Who vouches for a row: the program's own data need sources, dates and a certainty; a person's own file does not.
enum class RowOrigin { built_in, own_file };

class ProviderTable {
 public:
  /// Reads the whole of a table; a sentence with the line for anything missing, unknown or not
  /// understood.
  [[nodiscard]] static tl::expected<ProviderTable, std::string> parse(std::string_view toml,
                                                                      RowOrigin origin = RowOrigin::built_in);
  /// The table that was embedded when the program was built.
  [[nodiscard]] static const ProviderTable& built_in();

  /// This table with the rows of `own` on top: a provider with the same id is replaced as a whole, a wrong host that a
  /// row of `own` names as a server is wrong no more.
  [[nodiscard]] ProviderTable overridden_by(const ProviderTable& own) const;

  [[nodiscard]] const std::vector<Provider>& providers() const noexcept { return m_providers; }
  /// Null when no provider has this id.
  [[nodiscard]] const Provider* find_provider(std::string_view id) const noexcept;
  /// The provider to whom the address's domain, or a parent of it, belongs. Null when the table
  /// does not know: nothing is ever guessed from the name.
  [[nodiscard]] const Provider* infer_provider(std::string_view address) const noexcept;
  /// The provider to whom the first of `names` belongs that belongs to one: it is, or stands below, one of the row's
  /// mail exchangers; the longest of these decides. Null when none does.
  [[nodiscard]] const Provider* provider_of_exchangers(const std::vector<std::string>& names) const noexcept;
  /// The first of `names` that takes ordinary mail: such a domain is no PEC domain.
  [[nodiscard]] std::optional<std::string> ordinary_exchanger(const std::vector<std::string>& names) const;
  /// The provider whom lists name for that domain without a second source: to be asked about, not
  /// used.
  [[nodiscard]] const Provider* possible_provider(std::string_view address) const noexcept;
  [[nodiscard]] const ClosedService* closed_service(std::string_view address) const noexcept;
  /// What is wrong with a host name: it is on the list of wrong ones, or it is itself a mailbox
  /// domain. ASCII case does not count. Nothing when the table has no objection.
  [[nodiscard]] std::optional<WrongHost> wrong_host(std::string_view host) const;
  /// The wrong hosts in whose place one of the provider's servers belongs.
  [[nodiscard]] std::vector<std::string> wrong_hosts_of(const Provider& provider) const;

 private:
  struct NamedWrongHost {
    std::string host;
    WrongHost wrong;
  };
  friend class ProviderTableReader;

  std::vector<Provider> m_providers;
  std::vector<std::string> m_ordinary_exchangers;
  std::vector<ClosedService> m_closed;
  std::vector<NamedWrongHost> m_wrong_hosts;
};

}  // namespace pecprobe
