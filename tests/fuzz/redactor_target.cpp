// A password planted in arbitrary text, in every form that the tests know: none is left, masking twice is masking once,
// and a text without the password stays as it is.
#include "protocols/base/redactor.hpp"
#include "protocols/base/text.hpp"
#include "tests/fuzz/input.hpp"
#include "tests/scenarios/password_forms.hpp"

#include <algorithm>

namespace pecprobe {
namespace {

using fuzz::Input;
using fuzz::require;

constexpr std::string_view k_login = "ditta@pec.example";

bool holds_any(std::string_view text, const std::vector<test::PasswordForm>& forms) {
  return std::any_of(forms.begin(), forms.end(),
                     [&](const test::PasswordForm& form) { return text.find(form.bytes) != std::string_view::npos; });
}

/// Whether a form ends as the mask begins, or begins as it ends: `x<` is in `x<password>` though nothing of it was
/// left.
bool may_meet_the_mask(const std::vector<test::PasswordForm>& forms) {
  return std::any_of(forms.begin(), forms.end(), [](const test::PasswordForm& form) {
    for (std::size_t length = 1; length < std::min(form.bytes.size(), k_mask.size()); ++length) {
      if (form.bytes.ends_with(k_mask.substr(0, length)) ||
          form.bytes.starts_with(k_mask.substr(k_mask.size() - length))) {
        return true;
      }
    }
    return false;
  });
}

void run(Input input) {
  const std::string password(input.bytes(Redactor::k_shortest_masked + input.number() % 32));
  const std::size_t chosen = input.number();
  const std::string before(input.bytes(input.number()));
  const std::string after(input.rest());
  // A CSV cell is not among what a server can send back, and JSON holds UTF-8 alone.
  const bool is_utf8 = valid_utf8_length(password) == password.size();
  std::vector<test::PasswordForm> forms = test::forms_of_password(password, k_login);
  std::erase_if(forms, [&](const test::PasswordForm& form) {
    return form.name == "CSV" || (form.name == "JSON" && !is_utf8) || form.bytes.size() < Redactor::k_shortest_masked;
  });
  // A form that stands in the mask itself, or in the login, cannot be told from it.
  const bool is_possible = password.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos;
  if (!is_possible || password.size() < Redactor::k_shortest_masked || forms.empty() || holds_any(k_mask, forms) ||
      may_meet_the_mask(forms) || holds_any(k_login, forms)) {
    return;
  }
  const Redactor redactor(Secret{password}, k_login);
  const std::string plain = before + after;
  if (!holds_any(plain, forms)) {
    const std::string redacted = redactor.redact(plain);
    require(redacted == plain || redacted.find(k_mask) != std::string::npos);
  }
  const std::string planted = before + forms[chosen % forms.size()].bytes + after;
  const std::string redacted = redactor.redact(planted);
  require(!holds_any(redacted, forms));
  require(redactor.redact(redacted) == redacted);
}

}  // namespace
}  // namespace pecprobe

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  pecprobe::run({data, size});
  return 0;
}
