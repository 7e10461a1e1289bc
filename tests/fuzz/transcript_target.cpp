// A password planted in what a server sends between two commands, in every form that the tests know, however the
// network cuts it and however much is sent around it: no form stands in the transcript, and no long part of the
// password either.
#include "protocols/base/text.hpp"
#include "protocols/wire/transcript_recorder.hpp"
#include "tests/fuzz/input.hpp"
#include "tests/scenarios/password_forms.hpp"

#include <algorithm>

namespace pecprobe {
namespace {

using fuzz::Input;
using fuzz::require;

constexpr std::string_view k_login = "ditta@pec.example";
constexpr std::string_view k_password = "Qz7!vX2#kW9&pL4%";
constexpr std::size_t k_filler_line = 120;

/// What a server can send back: JSON and CSV are made here, not there.
std::vector<test::PasswordForm> forms() {
  std::vector<test::PasswordForm> forms = test::forms_of_password(std::string(k_password), std::string(k_login));
  std::erase_if(forms, [](const test::PasswordForm& form) { return form.name == "CSV"; });
  return forms;
}

void run(Input input) {
  static const std::vector<test::PasswordForm> all = forms();
  static const Redactor redactor(Secret{k_password}, k_login);
  const test::PasswordForm& planted = all[input.number() % all.size()];
  const std::size_t filler_lines = std::size_t{input.number()} * 3;
  const std::size_t piece = std::size_t{input.number()} * 64 + 1;
  std::string bytes;
  for (std::size_t i = 0; i < filler_lines; ++i) {
    bytes += std::string(k_filler_line, 'x') + "\r\n";
  }
  bytes += input.bytes(input.number());
  bytes += planted.bytes;
  bytes += input.rest();

  TranscriptRecorder recorder(redactor);
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    recorder.received(std::string_view(bytes).substr(at, piece), Encryption::tls, {});
  }
  std::string joined;
  const Transcript transcript = recorder.take();
  for (const TranscriptEntry& entry : transcript.entries()) {
    require(entry.text.find('\n') == std::string::npos);
    require(entry.text.find(k_password.substr(0, k_password.size() - 1)) == std::string::npos);
    joined += entry.text;
  }
  for (const test::PasswordForm& form : all) {
    require(joined.find(form.bytes) == std::string::npos);
  }
}

}  // namespace
}  // namespace pecprobe

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  pecprobe::run({data, size});
  return 0;
}
