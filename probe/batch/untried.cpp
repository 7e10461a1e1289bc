#include "probe/batch/untried.hpp"

#include "probe/engine/results.hpp"

#include <utility>

namespace pecprobe {

namespace {

Evidence::Kind kind_of(GroupStop::Sign sign) noexcept {
  switch (sign) {
    case GroupStop::Sign::refused: return Evidence::Kind::accounts_refused;
    case GroupStop::Sign::turned_away: return Evidence::Kind::accounts_turned_away;
    case GroupStop::Sign::cut_off: return Evidence::Kind::accounts_cut_off;
  }
  return Evidence::Kind::accounts_refused;
}

Diagnosis unverified(Code code) {
  Diagnosis diagnosis;
  diagnosis.code = code;
  diagnosis.retry = info(code).retry;
  return diagnosis;
}

}  // namespace

Admission stopped_admission(const std::string& group, const GroupStop& why) {
  return {Admission::Kind::skip, group, {{kind_of(why.sign), std::to_string(why.accounts)}}};
}

Diagnosis stopped_diagnosis(const std::string& group, const GroupStop& why) {
  Admission admission = stopped_admission(group, why);
  return skipped(std::move(admission.detail), std::move(admission.evidence));
}

Admission unanswered_admission() {
  return {Admission::Kind::skip,
          {},
          {{Evidence::Kind::limit, "the password was sent twice in runs that were cut off before the answer"}}};
}

Diagnosis password_failed_diagnosis(const SecretError& error) {
  Diagnosis diagnosis = unverified(Code::password_source_failed);
  std::string text(to_string(error.problem));
  if (!error.detail.empty()) {
    text += ": " + error.detail;
  }
  diagnosis.evidence = {{Evidence::Kind::system_error, std::move(text)}};
  return diagnosis;
}

Diagnosis same_password_diagnosis() {
  Diagnosis diagnosis = unverified(Code::password_source_failed);
  diagnosis.evidence = {{Evidence::Kind::system_error, "both passwords are the same"}};
  return diagnosis;
}

Diagnosis cancelled_diagnosis() { return unverified(Code::cancelled); }

}  // namespace pecprobe
