// The redactor with some thousand random passwords, each in every form, between random noise.
#include "protocols/base/redactor.hpp"
#include "protocols/base/text.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {
namespace {

constexpr int k_runs = 4'000;

/// What passwords are made of. The noise shares no byte with any of their forms.
constexpr std::string_view k_password_bytes = "abcxyzABCXYZ0189 \"\\&<>'%/$;@=+-_\xC3\xA9\xE8\xFF\t";
constexpr std::string_view k_noise_bytes = "!?~^|[](){}:,\r\n\x1B\x80";

class Dice {
 public:
  explicit Dice(unsigned seed) : m_engine(seed) {}
  std::size_t below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(m_engine); }
  std::string text(std::string_view alphabet, std::size_t length) {
    std::string out;
    for (; length > 0; --length) {
      out += alphabet[below(alphabet.size())];
    }
    return out;
  }

 private:
  std::mt19937 m_engine;
};

// The forms once more, written apart from the redactor's own.

std::string two_digits(char c, std::string_view digits) {
  const auto byte = static_cast<unsigned char>(c);
  return {digits[byte / 16], digits[byte % 16]};
}

template <typename Escape>
std::string each(std::string_view text, Escape escape) {
  std::string out;
  for (const char c : text) {
    out += escape(c);
  }
  return out;
}

std::string percent(std::string_view text) {
  return each(text, [](char c) {
    const bool is_plain = std::string_view("abcxyzABCXYZ0189-_").find(c) != std::string_view::npos;
    return is_plain ? std::string(1, c) : "%" + two_digits(c, "0123456789ABCDEF");
  });
}

std::string html(std::string_view text) {
  return each(text, [](char c) -> std::string {
    switch (c) {
      case '&': return "&amp;";
      case '<': return "&lt;";
      case '>': return "&gt;";
      case '"': return "&quot;";
      case '\'': return "&#39;";
      default: return std::string(1, c);
    }
  });
}

std::string imap_quoted(std::string_view text) {
  return each(text, [](char c) { return c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c); });
}

std::string hex(std::string_view text) {
  return each(text, [](char c) { return two_digits(c, "0123456789abcdef"); });
}

std::vector<std::string> forms_of(const std::string& password, const std::string& login) {
  return {password,
          imap_quoted(password),
          percent(password),
          html(password),
          hex(password),
          ascii_upper(hex(password)),
          base64_encode(password),
          base64_encode(std::string{'\0'} + login + '\0' + password)};
}

TEST(RedactorProperty, EveryFormBetweenNoiseIsMaskedAndTheNoiseIsKept) {
  Dice dice(4648);
  const std::string login = "casella@pec.example";
  for (int run = 0; run < k_runs; ++run) {
    const std::string password = dice.text(k_password_bytes, 4 + dice.below(30));
    const Redactor redactor(Secret{password}, login);
    const auto forms = forms_of(password, login);
    std::string echo;
    std::string expected;
    for (std::size_t n = 1 + dice.below(5); n > 0; --n) {
      const std::string noise = dice.text(k_noise_bytes, 1 + dice.below(10));
      echo += noise + forms[dice.below(forms.size())];
      expected += noise + std::string(k_mask);
    }
    ASSERT_EQ(redactor.redact(echo), expected) << "run " << run << ": " << hex(password);
    ASSERT_EQ(redactor.redact(expected), expected) << "run " << run << ": " << hex(password);
  }
}

TEST(RedactorProperty, NothingOfThePasswordIsLeftInBase64OfALongerMessage) {
  Dice dice(4616);
  for (int run = 0; run < k_runs; ++run) {
    const std::string password = dice.text(k_password_bytes, 4 + dice.below(30));
    const std::string before = dice.text(k_noise_bytes, 1 + dice.below(20));
    const std::string after = dice.text(k_noise_bytes, 1 + dice.below(20));
    const std::string encoded = base64_encode(before + password + after);
    const std::size_t first = (before.size() * 8 + 5) / 6;
    const std::size_t last = (before.size() + password.size()) * 8 / 6;
    ASSERT_EQ(Redactor(Secret{password}, "casella").redact(encoded),
              encoded.substr(0, first) + std::string(k_mask) + encoded.substr(last))
        << "run " << run << ": " << hex(password);
  }
}

TEST(RedactorProperty, APasswordCutOverLinesLeavesNoHalf) {
  Dice dice(5321);
  for (int run = 0; run < k_runs; ++run) {
    const std::string password = dice.text(k_password_bytes, 4 + dice.below(30));
    const std::size_t cut = 1 + dice.below(password.size() - 1);
    const std::string before = dice.text(k_noise_bytes, dice.below(10));
    const std::string after = dice.text(k_noise_bytes, dice.below(10));
    std::vector<std::string> lines = {"535-" + before + password.substr(0, cut), "535 " + password.substr(cut) + after};
    Redactor(Secret{password}, "casella").redact(lines);
    const std::vector<std::string> expected = {"535-" + before + std::string(k_mask),
                                               "535 " + std::string(k_mask) + after};
    ASSERT_EQ(lines, expected) << "run " << run << ": " << hex(password);
  }
}

TEST(RedactorProperty, TextsWithoutThePasswordAreKept) {
  Dice dice(1939);
  for (int run = 0; run < k_runs; ++run) {
    const std::string password = "#" + dice.text(k_password_bytes, 3 + dice.below(30));
    const std::string text = dice.text(k_password_bytes, dice.below(200));  // never has a "#"
    const Redactor redactor(Secret{password}, "casella");
    ASSERT_EQ(redactor.redact(text), text) << "run " << run << ": " << hex(password);
  }
}

}  // namespace
}  // namespace pecprobe
