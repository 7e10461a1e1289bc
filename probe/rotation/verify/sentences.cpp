#include "probe/rotation/verify/sentences.hpp"

#include "probe/report/dates.hpp"
#include "probe/report/diagnosis_text.hpp"
#include "probe/report/wording.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace pecprobe {

namespace {

using R = VerificationResult;

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

std::string names_of(const std::vector<ServiceAnswer>& answers, PasswordAnswer wanted) {
  std::vector<std::string> names;
  for (const ServiceAnswer& one : answers) {
    if (one.answer == wanted) {
      names.push_back(service_name(one.protocol));
    }
  }
  return joined(names, ", ");
}

/// The sentence's name: some results have two.
std::string sentence_key(const Verification& done) {
  const auto answers = done.answers();
  const bool is_only_the_old_one_open =
      done.kind == VerificationKind::rotation && done.outcome.result == R::unverifiable &&
      std::all_of(answers.begin(), answers.end(),
                  [](const ServiceAnswer& one) { return one.answer == PasswordAnswer::accepted; });
  if (is_only_the_old_one_open) {
    return "unverifiable_old";
  }
  return done.outcome.result == R::complete && done.old_password ? std::string("complete_old_dead")
                                                                 : std::string(to_string(done.outcome.result));
}

/// The fields that hold the password of one direction.
std::string fields_of(Direction direction, const VerificationReport& report, Language language) {
  const Wording& wording = Wording::of(language);
  const auto items = report.programs.empty() ? every_known_program(report.settings, language)
                                             : checklist(report.programs, report.settings, language);
  std::vector<std::string> fields;
  for (const ChecklistItem& item : items) {
    for (const PasswordField& field : item.fields) {
      if (field.direction == direction) {
        fields.push_back(wording.text("verification.program_field", fmt::arg("program", printable(item.program.name)),
                                      fmt::arg("tab", field.tab), fmt::arg("field", field.label)));
      }
    }
  }
  return joined(fields, "; ");
}

std::string half_sentence(HalfDone half, const VerificationReport& report, Language language) {
  const Wording& wording = Wording::of(language);
  const std::string sentence = wording.text(fmt::format("verification_half.{}", to_string(half)));
  const Direction direction = half == HalfDone::sending ? Direction::send : Direction::receive;
  // A protocol that lags behind its twin has no field of its own: a program uses one of the two.
  const std::string fields = half == HalfDone::one_of_two ? std::string{} : fields_of(direction, report, language);
  return fields.empty() ? sentence
                        : sentence + ' ' + wording.text("verification.field_of_half", fmt::arg("fields", fields));
}

}  // namespace

std::string result_sentence(const VerificationReport& report, Language language) {
  const Verification& done = report.verification;
  const std::string service =
      done.old_password ? service_name(done.old_password->facts.endpoint.protocol) : std::string{};
  const auto answers = done.answers();
  const std::string sentence = Wording::of(language).text(
      "verification_result." + sentence_key(done), fmt::arg("lagging", names_of(answers, PasswordAnswer::refused)),
      fmt::arg("accepting", names_of(answers, PasswordAnswer::accepted)), fmt::arg("service", service));
  return done.outcome.half ? sentence + ' ' + half_sentence(*done.outcome.half, report, language) : sentence;
}

std::string recorded_sentence(const std::optional<RecordedDates>& dates, const Wording& wording) {
  if (!dates) {
    return wording.text("verification.not_recorded");
  }
  const auto day = [&](const std::optional<std::chrono::sys_days>& date) {
    return date ? local_date(*date, wording) : std::string{};
  };
  if (dates->deactivated) {
    return wording.text("verification.deactivation_recorded", fmt::arg("date", day(dates->deactivated)));
  }
  const std::string key = !dates->expires          ? "verification.recorded_without_end"
                          : dates->extendable_from ? "verification.recorded_extendable"
                                                   : "verification.recorded";
  return wording.text(key, fmt::arg("issued", day(dates->issued)), fmt::arg("expires", day(dates->expires)),
                      fmt::arg("extendable", day(dates->extendable_from)));
}

std::string waiting_time(std::chrono::milliseconds time, const Wording& wording) {
  const auto seconds = std::chrono::round<std::chrono::seconds>(time).count();
  return seconds < 60 ? wording.text("verification.seconds", fmt::arg("seconds", seconds))
                      : wording.text("verification.minutes", fmt::arg("minutes", seconds / 60),
                                     fmt::arg("seconds", seconds % 60));
}

std::string waiting_sentence(const PropagationWait& wait, const Wording& wording) {
  std::vector<std::string> names;
  for (const Protocol protocol : wait.services) {
    names.push_back(service_name(protocol));
  }
  return wording.text("verification.waiting", fmt::arg("services", joined(names, ", ")),
                      fmt::arg("time", waiting_time(wait.time, wording)));
}

}  // namespace pecprobe
