#include "probe/report/text_overview.hpp"

#include "probe/report/diagnosis_text.hpp"
#include "probe/report/layout.hpp"
#include "probe/report/plain_summary.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

// Columns of a row: the account, then one per protocol; together k_columns.
constexpr std::size_t k_account = 32;
constexpr std::size_t k_protocol = 16;
constexpr std::size_t k_shown_places = 10;

/// The worst service of a protocol decides its cell.
const ShownService* worst(const ShownAccount& account, Protocol protocol) {
  const ShownService* found = nullptr;
  for (const ShownService& service : account.services) {
    if (service.endpoint.protocol == protocol && (found == nullptr || service.verdict > found->verdict)) {
      found = &service;
    }
  }
  return found;
}

}  // namespace

std::string TextOverview::heading() const {
  std::string line = padded(m_style.wording.text("report.html_account"), k_account);
  for (const Protocol protocol : k_protocols) {
    line += padded(service_name(protocol), k_protocol);
  }
  return painted(without_trailing_blanks(line) + '\n', Tone::strong, m_style.options.colour);
}

std::string TextOverview::row(const ShownAccount& account) const {
  std::string line = padded(shortened(account_name(account), k_account - 1), k_account);
  std::string codes;
  for (const Protocol protocol : k_protocols) {
    const ShownService* service = worst(account, protocol);
    if (service == nullptr) {
      line += padded("-", k_protocol);
      continue;
    }
    const std::string mark =
        shortened(m_style.wording.text(fmt::format("verdict_short.{}", to_string(service->verdict))), k_protocol - 1);
    line += painted(mark, tone_of(service->verdict), m_style.options.colour) +
            std::string(k_protocol - std::min(k_protocol, display_width(mark)), ' ');
    if (service->verdict != Verdict::pass) {
      codes += fmt::format("{}{} {}", codes.empty() ? "" : ", ", service->label, to_string(service->diagnosis.code));
    }
  }
  return without_trailing_blanks(line) + '\n' + (codes.empty() ? std::string{} : wrapped("    ", codes));
}

void TextOverview::add(const ShownAccount& account) {
  for (const ShownService& service : account.services) {
    if (service.verdict != Verdict::pass) {
      const DiagnosisText& text = service.diagnosis.text;
      const auto [cause, is_new] = m_causes.try_emplace(service.diagnosis.code);
      if (is_new) {
        cause->second.title = text.title;
        cause->second.advice = text.advice.empty() ? std::string{} : text.advice.front();
      }
      cause->second.places.push_back(account_name(account) + ' ' + service.label);
    }
  }
}

std::string TextOverview::causes() const {
  std::vector<std::pair<Code, Cause>> sorted(m_causes.begin(), m_causes.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second.places.size() > b.second.places.size(); });
  std::string out;
  for (const auto& [code, cause] : sorted) {
    const std::string title =
        m_style.wording.text("report.title", fmt::arg("title", cause.title), fmt::arg("code", to_string(code)));
    const std::string head = wrapped("", fmt::format("{}: {}", title, cause.places.size()));
    out += '\n' + painted(head, tone_of(info(code).verdict), m_style.options.colour);
    const std::size_t shown =
        m_style.options.verbose ? cause.places.size() : std::min(cause.places.size(), k_shown_places);
    for (std::size_t i = 0; i < shown; ++i) {
      out += "  " + cause.places[i] + '\n';
    }
    out += shown < cause.places.size() ? "  …\n" : "";
    out += cause.advice.empty() ? std::string{} : wrapped("  - ", cause.advice);
  }
  return out;
}

}  // namespace pecprobe
