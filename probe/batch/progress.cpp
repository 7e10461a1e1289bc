#include "probe/batch/progress.hpp"

#include "probe/report/names.hpp"
#include "probe/report/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace pecprobe {

namespace {

std::string_view key_of(Waiting::For reason) {
  switch (reason) {
    case Waiting::For::rate: return "progress.waiting_rate";
    case Waiting::For::provider_rate: return "progress.waiting_provider";
    case Waiting::For::host_recovers: return "progress.waiting_host";
  }
  return {};
}

/// `0:01:20`.
std::string clock_of(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

std::string Progress::line(Instant now, Language language) const {
  const Wording& wording = Wording::of(language);
  const std::size_t ended = m_ended.accounts();
  std::string line = fmt::format("{}/{}", m_before + ended, m_total);
  const double elapsed = std::chrono::duration<double>(now - m_began).count();
  if (ended > 0 && elapsed > 0) {
    const double rate = static_cast<double>(ended) / elapsed;
    const std::size_t left = m_total - std::min(m_total, m_before + ended);
    line += fmt::format(", {:.1f}/s, ", rate);
    line += wording.text("progress.left", fmt::arg("time", clock_of(static_cast<double>(left) / rate)));
  }
  for (int number = 0; number <= static_cast<int>(Verdict::fail); ++number) {
    const auto verdict = static_cast<Verdict>(number);
    if (m_ended.count(verdict) > 0) {
      const std::string key = fmt::format("progress.{}", to_string(verdict));
      line += ", " + wording.text(key, fmt::arg("count", m_ended.count(verdict)));
    }
  }
  if (m_waiting) {
    line += ", " + wording.text(key_of(m_waiting->reason), fmt::arg("name", m_waiting->name));
  }
  return line;
}

std::string cut_to_columns(const std::string& text, std::size_t columns) {
  std::size_t used = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins_character = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
    if (begins_character && used++ == columns) {
      return text.substr(0, i);
    }
  }
  return text;
}

}  // namespace pecprobe
