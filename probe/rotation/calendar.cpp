#include "probe/rotation/calendar.hpp"

#include "probe/report/dates.hpp"
#include "probe/report/provider_phrases.hpp"
#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

#include <libical/ical.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <string_view>

namespace pecprobe {

namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr int k_alarm_seconds = 9 * 60 * 60;  // after the midnight with which the day begins

struct FreeComponent {
  void operator()(icalcomponent* component) const noexcept { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

Component component(icalcomponent_kind kind) {
  Component made(icalcomponent_new(kind));
  return made ? std::move(made) : throw std::bad_alloc();
}

/// `parent` owns it from now on.
void add(icalcomponent* parent, icalproperty* property) {
  if (property == nullptr) {
    throw std::bad_alloc();
  }
  icalcomponent_add_property(parent, property);
}

void add_extension(icalcomponent* parent, const char* name, const char* value) {
  icalproperty* property = icalproperty_new_x(value);
  if (property != nullptr) {
    icalproperty_set_x_name(property, name);
  }
  add(parent, property);
}

icaltimetype date_of(sys_days day) {
  const std::chrono::year_month_day date{day};
  icaltimetype time = icaltime_null_date();
  time.year = static_cast<int>(date.year());
  time.month = static_cast<int>(static_cast<unsigned>(date.month()));
  time.day = static_cast<int>(static_cast<unsigned>(date.day()));
  return time;
}

icaltimetype midnight_utc(sys_days day) {
  icaltimetype time = date_of(day);
  time.is_date = 0;
  time.hour = time.minute = time.second = 0;
  time.zone = icaltimezone_get_utc_timezone();
  return time;
}

/// One of the three events of a password, as it stands on the day of the run.
struct Event {
  std::string_view name;
  std::optional<sys_days> day;
};

std::array<Event, 3> events_of(const LedgerEntry& entry) {
  const PasswordDates dates = password_dates(entry);
  const auto before = dates.expires ? std::optional(*dates.expires - days{3}) : std::nullopt;
  return {Event{"extendable", dates.extendable_from}, Event{"three_days", before}, Event{"last_day", dates.expires}};
}

bool is_cancelled(const LedgerEntry& entry, const Event& event) { return entry.deactivated || !event.day; }

/// What is to be cancelled has to have been there, in an earlier revision.
bool is_written(const LedgerEntry& entry, const Event& event) {
  return !is_cancelled(entry, event) || entry.revision > 0;
}

struct CalendarWriter {
  sys_days today;
  const Wording& wording;

  [[nodiscard]] std::string summary(const PasswordOnRecord& record, const Event& event) const {
    return wording.text(fmt::format("calendar.{}", event.name),
                        fmt::arg("account", printable(record_name(record.entry.key))));
  }

  [[nodiscard]] std::string description(const PasswordOnRecord& record) const {
    const LedgerEntry& entry = record.entry;
    const ProviderPhrases phrases = provider_phrases(record.provider ? &*record.provider : nullptr, wording);
    const std::string expires = entry.expires ? local_date(*entry.expires, wording) : std::string{};
    return wording.text("calendar.description", fmt::arg("issued", local_date(entry.issued, wording)),
                        fmt::arg("expires", expires), fmt::arg("place", phrases.app_password_place));
  }

  [[nodiscard]] Component alarm(const std::string& text) const {
    Component made = component(ICAL_VALARM_COMPONENT);
    add(made.get(), icalproperty_new_action(ICAL_ACTION_DISPLAY));
    add(made.get(), icalproperty_new_description(text.c_str()));
    add(made.get(), icalproperty_new_trigger({icaltime_null_time(), icaldurationtype_from_int(k_alarm_seconds)}));
    return made;
  }

  [[nodiscard]] Component event_of(const PasswordOnRecord& record, const Event& event) const {
    const LedgerEntry& entry = record.entry;
    const bool is_over = is_cancelled(entry, event);
    const sys_days day = event.day.value_or(entry.issued);
    const std::string text = summary(record, event);
    const std::string uid = fmt::format("{}:{}:{}:{}@pecprobe", event.name, to_string(entry.key.kind),
                                        printable(entry.key.login), ascii_lower(printable(entry.key.address)));
    Component made = component(ICAL_VEVENT_COMPONENT);
    icalcomponent* out = made.get();
    add(out, icalproperty_new_uid(uid.c_str()));
    add(out, icalproperty_new_dtstamp(midnight_utc(today)));
    add(out, icalproperty_new_sequence(entry.revision));
    add(out, icalproperty_new_status(is_over ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
    add(out, icalproperty_new_dtstart(date_of(day)));
    add(out, icalproperty_new_dtend(date_of(day + days{1})));  // the first day after it (RFC 5545 §3.6.1)
    add(out, icalproperty_new_summary(text.c_str()));
    add(out, icalproperty_new_description(description(record).c_str()));
    add(out, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));  // nobody is busy all day because of it
    add(out, icalproperty_new_categories("PEC"));
    add_extension(out, "X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE");
    add_extension(out, "X-MICROSOFT-CDO-BUSYSTATUS", "FREE");
    if (!is_over) {
      icalcomponent_add_component(out, alarm(text).release());
    }
    return made;
  }
};

/// libical 3.0 folds a line that is just full between its CR and its LF. No text of ours holds a CR.
std::string with_whole_line_ends(std::string text) {
  constexpr std::string_view folded_end = "\r\r\n \n";
  for (auto at = text.find(folded_end); at != std::string::npos; at = text.find(folded_end, at)) {
    text.replace(at, folded_end.size(), "\r\n");
  }
  return text;
}

}  // namespace

bool has_events(const std::vector<PasswordOnRecord>& records) {
  return std::any_of(records.begin(), records.end(), [](const PasswordOnRecord& record) {
    const auto events = events_of(record.entry);
    return std::any_of(events.begin(), events.end(),
                       [&](const Event& event) { return is_written(record.entry, event); });
  });
}

std::string calendar(const std::vector<PasswordOnRecord>& records, sys_days today, Language language) {
  const CalendarWriter writer{today, Wording::of(language)};
  std::vector<Component> events;
  bool is_all_cancelled = true;
  for (const PasswordOnRecord& record : records) {
    for (const Event& event : events_of(record.entry)) {
      if (is_written(record.entry, event)) {
        is_all_cancelled = is_all_cancelled && is_cancelled(record.entry, event);
        events.push_back(writer.event_of(record, event));
      }
    }
  }
  const Component out = component(ICAL_VCALENDAR_COMPONENT);
  add(out.get(), icalproperty_new_prodid("-//pecprobe//rotate calendar//IT"));
  add(out.get(), icalproperty_new_version("2.0"));
  add(out.get(), icalproperty_new_calscale("GREGORIAN"));
  add(out.get(),
      icalproperty_new_method(is_all_cancelled && !events.empty() ? ICAL_METHOD_CANCEL : ICAL_METHOD_PUBLISH));
  add_extension(out.get(), "X-WR-CALNAME", writer.wording.text("calendar.name").c_str());
  for (Component& event : events) {
    icalcomponent_add_component(out.get(), event.release());
  }
  const std::unique_ptr<char, decltype(&icalmemory_free_buffer)> text(icalcomponent_as_ical_string_r(out.get()),
                                                                      icalmemory_free_buffer);
  return text ? with_whole_line_ends(text.get()) : throw std::bad_alloc();
}

}  // namespace pecprobe
