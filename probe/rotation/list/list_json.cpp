#include "probe/model/iso_date.hpp"
#include "probe/report/dates.hpp"
#include "probe/report/wording.hpp"
#include "probe/rotation/list/list_formats.hpp"
#include "probe/rotation/list/list_sentences.hpp"

#include <nlohmann/json.hpp>

namespace pecprobe {

namespace {

using Json = nlohmann::ordered_json;

Json date_or_null(std::optional<std::chrono::sys_days> date) { return date ? Json(iso_date(*date)) : Json(nullptr); }

template <typename T>
Json value_or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

std::string time_json(Timestamp time) { return report_time(std::chrono::floor<std::chrono::seconds>(time)); }

/// The block that reports have, too.
Json password_json(const ListedPassword& listed) {
  const PasswordDates dates = password_dates(listed.record.entry);
  return {{"issued", date_or_null(dates.issued)},
          {"expires", date_or_null(dates.expires)},
          {"extendable_from", date_or_null(dates.extendable_from)},
          {"deactivated", date_or_null(dates.deactivated)},
          {"phase", to_string(listed.state.phase)},
          {"days_left", value_or_null(listed.state.days_left)}};
}

Json validity_json(const Validity& validity) {
  return {{"months", value_or_null(validity.months)},
          {"days", value_or_null(validity.days)},
          {"extension_days", value_or_null(validity.extension_from_days)}};
}

template <typename Items, typename Make>
Json array_of(const Items& items, Make make) {
  Json array = Json::array();
  for (const auto& item : items) {
    array.push_back(make(item));
  }
  return array;
}

Json event_json(const LedgerEvent& event) {
  return {{"kind", to_string(event.kind)},
          {"day", iso_date(event.day)},
          {"expires", date_or_null(event.expires)},
          {"detail", event.detail.empty() ? Json(nullptr) : Json(event.detail)},
          {"written_at", time_json(event.written_at)}};
}

Json listed_json(const ListedPassword& listed, const Wording& wording) {
  const LedgerEntry& entry = listed.record.entry;
  Json actions = array_of(listed.actions, [](RotationAction action) { return Json(to_string(action)); });
  Json extensions = array_of(entry.extensions, [](const Extension& extension) {
    return Json{{"on", iso_date(extension.on)}, {"expires", iso_date(extension.expires)}};
  });
  Json programs = array_of(entry.programs, [](const InstalledProgram& program) {
    return Json{{"name", program.name}, {"done", date_or_null(program.done)}};
  });
  Json verified = array_of(entry.verified, [](const VerifiedService& service) {
    return Json{{"protocol", to_string(service.protocol)}, {"at", time_json(service.at)}};
  });
  return {{"address", entry.key.address},
          {"login", entry.key.login.empty() ? Json(nullptr) : Json(entry.key.login)},
          {"account_kind", to_string(entry.key.kind)},
          {"provider", entry.provider.empty() ? Json(nullptr) : Json(entry.provider)},
          {"password", password_json(listed)},
          {"text", state_sentence(listed, wording)},
          {"actions", std::move(actions)},
          {"advice", action_sentences(listed, wording)},
          {"validity", validity_json(entry.validity)},
          {"extensions", std::move(extensions)},
          {"programs", std::move(programs)},
          {"verified", std::move(verified)},
          {"history", array_of(listed.record.history, event_json)}};
}

std::string text_of(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace

std::string list_json(const RotationList& list, const SinkOptions& options) {
  const Wording& wording = Wording::of(options.language);
  const Json document = {{"schema", "pecprobe.rotation/1"},
                         {"kind", "list"},
                         {"lang", options.language.tag()},
                         {"tool",
                          {{"name", "pecprobe"},
                           {"version", list.tool.version},
                           {"libcurl", list.tool.libcurl},
                           {"openssl", list.tool.openssl}}},
                         {"today", iso_date(list.today)},
                         {"summary", {{"passwords", list.passwords.size()}, {"need_action", list.needing_action()}}},
                         {"passwords", array_of(list.passwords, [&](const ListedPassword& listed) {
                            return listed_json(listed, wording);
                          })}};
  return text_of(document, 2);
}

std::string list_json_lines(const RotationList& list, const SinkOptions& options) {
  std::string lines;
  for (const ListedPassword& listed : list.passwords) {
    lines += text_of(listed_json(listed, Wording::of(options.language)), -1);
  }
  return lines;
}

}  // namespace pecprobe
