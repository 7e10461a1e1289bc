// Prints what rotate verify tells, for validate_reports.py: a JSON array of every sample in both languages, and of
// every evidence record. With "text LANGUAGE", the same for a reader.
#include "tests/unit/rotation_verify/sample_verifications.hpp"

#include <iostream>

int main(int argc, char** argv) {
  using namespace pecprobe;
  if (argc > 2 && std::string_view(argv[1]) == "text") {
    SinkOptions options;
    options.language = Language::of_tag(argv[2]).value_or(Language::italian);
    for (const test::NamedVerification& sample : test::sample_verifications()) {
      const bool is_complete = sample.report.verification.outcome.result == VerificationResult::complete;
      std::cout << "=== " << sample.name << '\n'
                << verification_text(sample.report, is_complete ? Success::yes : Success::no, options);
    }
    return 0;
  }
  std::string separator = "[";
  for (const test::NamedVerification& sample : test::sample_verifications()) {
    for (const Language language : Language::all()) {
      std::cout << std::exchange(separator, ",") << verification_json(sample.report, language);
    }
    std::cout << separator << evidence_record(sample.report.verification, test::evidence_context());
  }
  std::cout << ']';
  return 0;
}
