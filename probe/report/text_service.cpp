#include "probe/report/text_service.hpp"

#include "probe/report/dates.hpp"
#include "probe/report/diagnosis_text.hpp"
#include "probe/report/layout.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

// Columns of a step line: indent, name, mark, detail, time; together k_columns.
constexpr std::size_t k_indent = 4;
constexpr std::size_t k_name = 13;
constexpr std::size_t k_mark = 8;
constexpr std::size_t k_time = 9;
constexpr std::size_t k_detail = k_columns - k_indent - k_name - k_mark - k_time;

constexpr std::size_t k_shown_hypotheses = 3;
constexpr std::size_t k_shown_evidence = 3;
constexpr std::size_t k_shown_advice = 3;
constexpr std::string_view k_margin = "    ";
constexpr std::string_view k_inner_margin = "      ";

Tone tone_of(StepStatus status) noexcept {
  switch (status) {
    case StepStatus::pass: return Tone::good;
    case StepStatus::fail: return Tone::bad;
    case StepStatus::skip: return Tone::faint;
  }
  return Tone::faint;
}

std::string time_text(const ShownStep& step, const Wording& wording) {
  if (step.status == StepStatus::skip) {
    return "";
  }
  const auto ms = std::chrono::round<std::chrono::milliseconds>(step.took).count();
  return ms == 0 ? wording.text("report.under_a_millisecond") : wording.text("report.milliseconds", fmt::arg("ms", ms));
}

std::string right_aligned(const std::string& text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string(used < width ? width - used : 0, ' ') + text;
}

std::string step_line(const ShownStep& step, const TextStyle& style) {
  const std::string mark = style.wording.text(fmt::format("mark.{}", to_string(step.status)));
  const std::string name = style.wording.text(fmt::format("step.{}", to_string(step.step)));
  const std::string after_mark(k_mark - std::min(k_mark, display_width(mark)), ' ');
  const std::string head = std::string(k_margin) + padded(name, k_name) +
                           painted(mark, tone_of(step.status), style.options.colour) + after_mark;
  const std::string time = right_aligned(time_text(step, style.wording), k_time);
  const bool may_shorten = step.is_quote && !style.options.verbose;
  const std::string text = may_shorten ? shortened(step.detail, k_detail) : step.detail;
  if (display_width(text) <= k_detail) {
    return without_trailing_blanks(head + padded(text, k_detail) + time) + '\n';
  }
  // Too long for its column: below, a quotation in one piece.
  const std::string margin(k_indent + k_name, ' ');
  return head + std::string(k_detail, ' ') + time + '\n' +
         (step.is_quote ? without_trailing_blanks(margin + text) + '\n' : wrapped(margin, text));
}

std::string service_head(const Endpoint& endpoint, const TextStyle& style) {
  const std::string mode = style.wording.text(fmt::format("tls_mode.{}", to_string(endpoint.tls)));
  const std::string line =
      style.wording.text("report.service", fmt::arg("service", padded(service_name(endpoint.protocol), 4)),
                         fmt::arg("server", authority(endpoint)), fmt::arg("tls", mode));
  return "  " + painted(line, Tone::strong, style.options.colour) + '\n';
}

std::string evidence_line(const Evidence& evidence, const TextStyle& style) {
  const std::string label = style.wording.text(fmt::format("evidence.{}", to_string(evidence.kind)));
  const bool is_quote = evidence.kind == Evidence::Kind::server_line;
  const std::string text = label + ": " + (is_quote ? '"' + evidence.text + '"' : evidence.text);
  if (style.options.verbose && !is_quote) {
    return wrapped(k_inner_margin, text);
  }
  const std::string line = without_trailing_blanks(std::string(k_inner_margin) + text);
  return (style.options.verbose ? line : shortened(line, k_columns)) + '\n';
}

}  // namespace

std::string steps_text(const ShownService& service, const TextStyle& style) {
  std::string out = service_head(service.endpoint, style);
  for (const ShownStep& step : service.steps) {
    if (!style.options.quiet || step.status == StepStatus::fail) {
      out += step_line(step, style);
    }
  }
  return out;
}

std::string finding_text(const ShownDiagnosis& diagnosis, const TextStyle& style) {
  const DiagnosisText& text = diagnosis.text;
  const Wording& wording = style.wording;
  const bool is_certain = diagnosis.certainty == Certainty::stated;
  const std::string certainty = wording.text(fmt::format("certainty.{}", to_string(diagnosis.certainty)));
  const std::string title =
      wording.text(is_certain ? "report.title" : "report.title_uncertain", fmt::arg("title", text.title),
                   fmt::arg("code", to_string(diagnosis.code)), fmt::arg("certainty", certainty));
  std::string out = painted(wrapped(k_margin, title), tone_of(info(diagnosis.code).verdict), style.options.colour);
  const std::size_t shown =
      style.options.verbose ? diagnosis.evidence.size() : std::min(diagnosis.evidence.size(), k_shown_evidence);
  for (std::size_t i = 0; i < shown; ++i) {
    if (diagnosis.evidence[i].kind != Evidence::Kind::remembered) {  // said by memory_text()
      out += evidence_line(diagnosis.evidence[i], style);
    }
  }
  out += wrapped(k_inner_margin, text.cause);
  if (diagnosis.retry != Retry::none) {
    out += wrapped(k_inner_margin, wording.text(fmt::format("retry.{}", to_string(diagnosis.retry))));
  }
  return out;
}

std::string memory_text(const ShownAuth& auth, const TextStyle& style) {
  if (!auth.remembered) {
    return {};
  }
  const auto next_try = std::chrono::ceil<std::chrono::minutes>(auth.remembered->next_try);
  return wrapped(k_inner_margin,
                 style.wording.text("report.remembered",
                                    fmt::arg("refused", local_minute(auth.remembered->refused_at, style.wording)),
                                    fmt::arg("next", local_minute(next_try, style.wording))));
}

std::string remedies_text(const DiagnosisText& text, const TextStyle& style) {
  const Wording& wording = style.wording;
  const std::string margin(k_margin);
  std::string out;
  if (!text.advice.empty()) {
    out += margin + wording.text("report.advice") + '\n';
  }
  const std::size_t shown = style.options.verbose ? text.advice.size() : std::min(text.advice.size(), k_shown_advice);
  for (std::size_t i = 0; i < shown; ++i) {
    out += wrapped(margin + "- ", text.advice[i]);
  }
  if (shown < text.advice.size()) {
    out += margin + "  " + wording.text("report.advice_more") + '\n';
  }
  if (!text.hypotheses.empty()) {
    out += margin + wording.text("report.hypotheses") + '\n';
  }
  const std::size_t causes =
      style.options.verbose ? text.hypotheses.size() : std::min(text.hypotheses.size(), k_shown_hypotheses);
  for (std::size_t i = 0; i < causes; ++i) {
    const HypothesisText& hypothesis = text.hypotheses[i];
    const std::string first = fmt::format("{}{}. ", k_margin, i + 1);
    out += wrapped(first, hypothesis.why);
    out +=
        wrapped(std::string(first.size(), ' '), wording.text("report.settle", fmt::arg("settle", hypothesis.settle)));
  }
  if (causes < text.hypotheses.size()) {
    out += margin + "  " + wording.text("report.hypotheses_more") + '\n';
  }
  return out;
}

std::string provider_text(const DiagnosisText& text, const TextStyle& style) {
  return style.options.verbose && !text.tell_provider.empty()
             ? wrapped(k_margin, style.wording.text("report.tell_provider", fmt::arg("text", text.tell_provider)))
             : std::string{};
}

std::string alert_text(std::string_view alert, const TextStyle& style) {
  return std::string(k_margin) + style.wording.text("report.alert") + '\n' + wrapped("    > ", "    > ", alert);
}

std::string dialogue_text(const ShownService& service, const TextStyle& style) {
  const std::string clear = style.wording.text("report.clear");
  const std::size_t channel_width = std::max<std::size_t>(3, display_width(clear));
  std::string out = std::string(k_margin) + style.wording.text("report.dialogue") + '\n';
  for (const TranscriptEntry& entry : service.dialogue) {
    const std::string channel = padded(entry.encrypted ? std::string("TLS") : clear, channel_width);
    const std::string_view speaker = entry.kind == TranscriptEntry::Kind::sent       ? "C:"
                                     : entry.kind == TranscriptEntry::Kind::received ? "S:"
                                                                                     : "--";
    out += without_trailing_blanks(fmt::format("{}{:7.3f} {} {} {}", k_margin,
                                               std::chrono::duration<double>(entry.at).count(), channel, speaker,
                                               entry.text)) +
           '\n';
  }
  if (service.dialogue_dropped > 0) {
    out += std::string(k_inner_margin) +
           style.wording.text("report.dropped",
                              fmt::arg("count", style.wording.count("count.entries", service.dialogue_dropped))) +
           '\n';
  }
  return out;
}

}  // namespace pecprobe
