#include "probe/report/dates.hpp"
#include "probe/report/layout.hpp"
#include "probe/report/wording.hpp"
#include "probe/rotation/list/list_formats.hpp"
#include "probe/rotation/list/list_sentences.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace pecprobe {

namespace {

std::string heading(const PasswordOnRecord& record, const Wording& wording, Colour colour) {
  const LedgerKey& key = record.entry.key;
  std::vector<std::string> notes;
  if (record.provider) {
    notes.push_back(printable(record.provider->name));
  }
  if (key.kind != AccountKind::mailbox) {
    notes.push_back(wording.text(fmt::format("account_kind.{}", to_string(key.kind))));
  }
  if (!key.login.empty()) {
    notes.push_back(wording.text("report.login", fmt::arg("login", key.login)));
  }
  const std::string address = painted(key.address, Tone::strong, colour);
  return notes.empty() ? address + '\n' : fmt::format("{}  ({})\n", address, fmt::join(notes, ", "));
}

Tone tone_of(const ListedPassword& listed) {
  switch (listed.state.phase) {
    case PasswordPhase::unknown:
    case PasswordPhase::deactivated: return Tone::faint;
    case PasswordPhase::valid: return Tone::good;
    case PasswordPhase::extendable:
    case PasswordPhase::expiring:
    case PasswordPhase::expires_today: return Tone::caution;
    case PasswordPhase::expired: return Tone::bad;
  }
  return Tone::faint;
}

/// "ARXivar (22/11/2026), Outlook (to do)".
std::string programs_of(const LedgerEntry& entry, const Wording& wording) {
  std::vector<std::string> programs;
  for (const InstalledProgram& program : entry.programs) {
    programs.push_back(
        fmt::format("{} ({})", program.name,
                    program.done ? local_date(*program.done, wording) : wording.text("rotation.program_open")));
  }
  return fmt::format("{}", fmt::join(programs, ", "));
}

std::string verified_of(const LedgerEntry& entry, const Wording& wording) {
  std::vector<std::string> services;
  for (const VerifiedService& service : entry.verified) {
    services.push_back(fmt::format("{} {}", ascii_upper(to_string(service.protocol)),
                                   local_date(std::chrono::floor<std::chrono::days>(service.at), wording)));
  }
  return fmt::format("{}", fmt::join(services, ", "));
}

std::string paragraph(const ListedPassword& listed, const Wording& wording, Colour colour) {
  const LedgerEntry& entry = listed.record.entry;
  std::string out = heading(listed.record, wording, colour);
  out += painted(wrapped("  ", state_sentence(listed, wording)), tone_of(listed), colour);
  if (!entry.programs.empty() && !entry.deactivated) {
    out += wrapped("  ", wording.text("rotation.programs", fmt::arg("programs", programs_of(entry, wording))));
  }
  if (!entry.verified.empty()) {
    out += wrapped("  ", wording.text("rotation.verified", fmt::arg("services", verified_of(entry, wording))));
  }
  for (const std::string& sentence : action_sentences(listed, wording)) {
    out += wrapped("  - ", sentence);
  }
  return out;
}

}  // namespace

std::string password_text(const ListedPassword& listed, const SinkOptions& options) {
  return paragraph(listed, Wording::of(options.language), options.colour);
}

std::string list_text(const RotationList& list, const SinkOptions& options) {
  const Wording& wording = Wording::of(options.language);
  std::string out;
  for (const ListedPassword& listed : list.passwords) {
    if (!options.quiet || !listed.actions.empty()) {
      out += paragraph(listed, wording, options.colour) + '\n';
    }
  }
  return out + wrapped("", list_sentence(list, wording));
}

}  // namespace pecprobe
