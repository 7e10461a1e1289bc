#include "probe/monitor/history_report.hpp"
#include "probe/report/dates.hpp"
#include "probe/report/layout.hpp"
#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>

namespace pecprobe::monitor {

namespace {

/// "ok", "no (auth_rejected)".
std::string words_of(Code code, const Wording& wording) {
  const Verdict verdict = info(code).verdict;
  const std::string word = wording.text(fmt::format("verdict_short.{}", to_string(verdict)));
  return verdict == Verdict::pass ? word : fmt::format("{} ({})", word, to_string(code));
}

std::string heading(const AccountHistory& history, const Wording& wording, Colour colour) {
  std::string notes = printable(history.provider);
  const auto add = [&](const std::string& note) { notes += (notes.empty() ? "" : ", ") + note; };
  if (history.name.kind != AccountKind::mailbox) {
    add(wording.text(fmt::format("account_kind.{}", to_string(history.name.kind))));
  }
  if (history.name.login != history.name.address) {
    add(wording.text("report.login", fmt::arg("login", printable(history.name.login))));
  }
  const std::string address = painted(printable(history.name.address), Tone::strong, colour);
  return notes.empty() ? address + '\n' : fmt::format("{}  ({})\n", address, notes);
}

/// Since when it is so, when it last worked, and until when it is not tried.
std::string service_sentence(const ServiceHistory& service, const Wording& wording) {
  if (!service.known) {
    return wording.text("history.not_tried");
  }
  std::string sentence = wording.text("history.state", fmt::arg("state", words_of(service.known->code, wording)),
                                      fmt::arg("since", local_minute(service.known->since, wording)));
  if (info(service.known->code).verdict != Verdict::pass) {
    sentence += " " + (service.passed_at ? wording.text("history.last_worked",
                                                        fmt::arg("when", local_minute(*service.passed_at, wording)))
                                         : wording.text("history.never_worked"));
  }
  if (service.verdict() == Verdict::skipped) {
    sentence += " " + wording.text("history.not_tried");
  }
  return sentence;
}

std::string change_line(const Transition& change, const Wording& wording) {
  return wording.text("history.change", fmt::arg("when", local_minute(change.at, wording)),
                      fmt::arg("service", padded(ascii_upper(to_string(change.protocol)), 4)),
                      fmt::arg("before", change.before ? words_of(*change.before, wording) : "–"),
                      fmt::arg("after", words_of(change.after, wording)));
}

std::string paragraph(const ToldHistory& told, const Wording& wording, Colour colour) {
  const AccountHistory& history = told.history;
  std::string out = heading(history, wording, colour);
  out += wrapped("  ", wording.text("history.tested", fmt::arg("when", local_minute(history.tested_at, wording))));
  for (const ServiceHistory& service : history.services) {
    const std::string name = padded(ascii_upper(to_string(service.protocol)), 5);
    out += painted(wrapped("  " + name, service_sentence(service, wording)), tone_of(service.verdict()), colour);
  }
  if (history.password_ends) {
    out += wrapped(
        "  ", wording.text("history.password_ends", fmt::arg("date", local_date(*history.password_ends, wording))));
  }
  if (!told.changes.empty()) {
    out += "  " + wording.text("history.changes") + '\n';
  }
  for (const Transition& change : told.changes) {
    out += "    " + change_line(change, wording) + '\n';
  }
  return out;
}

}  // namespace

std::string history_text(const HistoryReport& report, Language language, Colour colour) {
  const Wording& wording = Wording::of(language);
  std::string out;
  for (const ToldHistory& told : report.accounts) {
    out += (out.empty() ? "" : "\n") + paragraph(told, wording, colour);
  }
  return out;
}

}  // namespace pecprobe::monitor
