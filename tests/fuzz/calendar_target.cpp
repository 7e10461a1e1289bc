// Arbitrary bytes as what a calendar tells of, and arbitrary dates: every property stays inside its lines, and libical
// reads back as many events as there are reasons for.
#include "probe/rotation/calendar.hpp"
#include "tests/fuzz/input.hpp"
#include "tests/support/format_checks/format_checks.hpp"

#include <libical/ical.h>

#include <memory>

namespace pecprobe {
namespace {

using fuzz::Input;
using fuzz::require;
using std::chrono::days;

constexpr std::chrono::sys_days k_today{std::chrono::year{2026} / 11 / 22};

/// A day within some decades of today.
std::chrono::sys_days day_of(Input& input) { return k_today + days{input.number() * 256 + input.number() - 32'768}; }

PasswordOnRecord record_of(Input& input) {
  const std::uint8_t setup = input.number();
  PasswordOnRecord record;
  LedgerEntry& entry = record.entry;
  entry.key.kind = static_cast<AccountKind>(setup % 3);
  entry.key.address = input.bytes(input.number());
  entry.key.login = input.bytes(input.number());
  entry.issued = day_of(input);
  entry.validity = {3, std::nullopt, (setup & 0x10U) != 0 ? std::optional(14) : std::nullopt};
  entry.expires = (setup & 0x20U) != 0 ? std::optional(day_of(input)) : std::nullopt;
  entry.deactivated = (setup & 0x40U) != 0 ? std::optional(day_of(input)) : std::nullopt;
  entry.revision = setup >> 7U;
  if ((setup & 0x08U) != 0) {
    Provider provider;
    provider.id = input.bytes(8);
    provider.name = input.bytes(input.number());
    record.provider = provider;
  }
  return record;
}

int events_in(const std::string& text) {
  const std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)> root(icalparser_parse_string(text.c_str()),
                                                                           icalcomponent_free);
  require(root && icalcomponent_count_errors(root.get()) == 0);
  return icalcomponent_count_components(root.get(), ICAL_VEVENT_COMPONENT);
}

void run(Input input) {
  std::vector<PasswordOnRecord> records;
  while (!input.empty() && records.size() < 4) {
    records.push_back(record_of(input));
  }
  for (const Language language : {Language::italian, Language::english}) {
    const std::string text = calendar(records, k_today, language);
    require(test::calendar_faults(text).empty());
    const int events = events_in(text);
    require((events > 0) == has_events(records) && events <= static_cast<int>(3 * records.size()));
  }
}

}  // namespace
}  // namespace pecprobe

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  pecprobe::run({data, size});
  return 0;
}
