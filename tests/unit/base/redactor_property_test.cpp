// The redactor with some thousand random passwords, each in every form, between random noise.
#include "protocols/base/redactor.hpp"
#include "protocols/base/text.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <cctype>
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
/// What cannot be taken for the second byte of a character in UTF-8.
constexpr std::string_view k_ascii_noise = k_noise_bytes.substr(0, k_noise_bytes.size() - 1);

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
    const std::string before = dice.text(k_ascii_noise, 1 + dice.below(20));
    const std::string after = dice.text(k_ascii_noise, 1 + dice.below(20));
    const std::string encoded = base64_encode(before + password + after);
    const std::size_t first = (before.size() * 8 + 5) / 6;
    const std::size_t last = (before.size() + password.size()) * 8 / 6;
    ASSERT_EQ(Redactor(Secret{password}, "casella").redact(encoded),
              encoded.substr(0, first) + std::string(k_mask) + encoded.substr(last))
        << "run " << run << ": " << hex(password);
  }
}

struct Character {
  char32_t value;
  std::string_view utf8;
};
constexpr std::array k_characters = {
    Character{'a', "a"},
    Character{'Z', "Z"},
    Character{'0', "0"},
    Character{' ', " "},
    Character{'"', "\""},
    Character{'\\', "\\"},
    Character{'&', "&"},
    Character{'<', "<"},
    Character{'/', "/"},
    Character{'=', "="},
    Character{'%', "%"},
    Character{'+', "+"},
    Character{';', ";"},
    Character{'\'', "'"},
    Character{0xE8, "\xC3\xA8"},
    Character{0x20AC, "\xE2\x82\xAC"},
    Character{0x1F511, "\xF0\x9F\x94\x91"},
};

/// Each byte as an escape with two digits.
std::string byte_escapes(std::string_view bytes, std::string_view introducer, std::string_view digits) {
  return each(bytes, [&](char c) { return std::string(introducer) + two_digits(c, digits); });
}

std::string json_escape(char32_t value, const char* format) {
  return value < 0x10000 ? fmt::format(fmt::runtime(format), static_cast<unsigned>(value))
                         : fmt::format(fmt::runtime(format), static_cast<unsigned>(0xD7C0 + (value >> 10U))) +
                               fmt::format(fmt::runtime(format), static_cast<unsigned>(0xDC00 + (value & 0x3FFU)));
}

/// One character as some program writes it.
std::string written(Character c, Dice& dice) {
  const std::string_view digits = dice.below(2) == 0 ? "0123456789abcdef" : "0123456789ABCDEF";
  const auto number = static_cast<unsigned>(c.value);
  std::string latin1(1, static_cast<char>(number & 0xFFU));
  const bool is_latin1 = number < 0x100;
  const bool is_punctuation = number < 0x80 && std::ispunct(static_cast<int>(number)) != 0;
  switch (dice.below(9)) {
    case 0: return byte_escapes(c.utf8, "%", digits);
    case 1: return byte_escapes(c.utf8, "=", digits);
    case 2: return byte_escapes(is_latin1 ? latin1 : c.utf8, "%", digits);
    case 3: return fmt::format("&#{};", number);
    case 4: return fmt::format("&#x{:X};", number);
    case 5: return json_escape(c.value, "\\u{:04x}");
    case 6: return json_escape(c.value, "\\u{:04X}");
    case 7: return is_punctuation ? "\\" + std::string(c.utf8) : std::string(c.utf8);
    default: return is_latin1 ? latin1 : std::string(c.utf8);
  }
}

TEST(RedactorProperty, NothingIsLeftHoweverEachCharacterIsWritten) {
  Dice dice(8259);
  for (int run = 0; run < k_runs; ++run) {
    std::string password;
    std::string echo;
    for (std::size_t n = 4 + dice.below(20); n > 0; --n) {
      const Character character = k_characters.at(dice.below(k_characters.size()));
      password += character.utf8;
      echo += written(character, dice);
    }
    const std::string before = dice.text(k_ascii_noise, dice.below(10));
    const std::string after = dice.text(k_ascii_noise, dice.below(10));
    ASSERT_EQ(Redactor(Secret{password}, "casella").redact(before + echo + after), before + std::string(k_mask) + after)
        << "run " << run << ": " << hex(password) << " as " << echo;
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
