#include "protocols/base/echo_forms.hpp"

#include "protocols/base/redactor.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace pecprobe {

namespace {

Secret as_utf8(std::string_view bytes) {
  Secret out;
  out.reserve(2 * bytes.size());
  while (!bytes.empty()) {
    std::size_t length = first_code_point(bytes).length;
    if (length > 0) {
      out.append(bytes.substr(0, length));
    } else {
      const auto byte = static_cast<unsigned char>(bytes.front());
      const std::array<char, 2> pair = {static_cast<char>(0xC0U | byte >> 6U),
                                        static_cast<char>(0x80U | (byte & 0x3FU))};
      out.append(std::string_view{pair.data(), pair.size()});
      length = 1;
    }
    bytes.remove_prefix(length);
  }
  return out;
}

/// Empty when a character is none of Latin-1.
Secret as_latin1(std::string_view utf8) {
  Secret out;
  out.reserve(utf8.size());
  while (!utf8.empty()) {
    const CodePoint character = first_code_point(utf8);
    if (character.value > 0xFF) {
      return {};
    }
    const char byte = static_cast<char>(character.value);
    out.append(std::string_view{&byte, 1});
    utf8.remove_prefix(character.length);
  }
  return out;
}

/// Little-endian, as on Windows.
Secret as_utf16(std::string_view utf8) {
  Secret out;
  out.reserve(2 * utf8.size());
  const auto add = [&out](char32_t unit) {
    const std::array<char, 2> pair = {static_cast<char>(unit & 0xFFU), static_cast<char>(unit >> 8U)};
    out.append(std::string_view{pair.data(), pair.size()});
  };
  while (!utf8.empty()) {
    const CodePoint character = first_code_point(utf8);
    if (character.value < 0x10000) {
      add(character.value);
    } else {
      add(0xD800 + ((character.value - 0x10000) >> 10U));
      add(0xDC00 + ((character.value - 0x10000) & 0x3FFU));
    }
    utf8.remove_prefix(character.length);
  }
  return out;
}

Secret hexadecimal(std::string_view bytes, std::string_view digits) {
  Secret out;
  out.reserve(2 * bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const std::array<char, 2> pair = {digits[byte >> 4U], digits[byte & 0xFU]};
    out.append(std::string_view{pair.data(), pair.size()});
  }
  return out;
}

/// The base64 characters that depend on `bytes` alone when `lead` bytes stand before them in their group of three: the
/// same wherever in a longer message they stand, whatever stands around them.
Secret base64_core(std::string_view bytes, std::size_t lead) {
  const Secret encoded = base64_encode(Secret{std::string(lead, '\0')}.append(bytes));
  const std::size_t skip = lead == 0 ? 0 : lead + 1;
  const std::size_t whole = (lead + bytes.size()) * 8 / 6;
  return whole > skip ? Secret{encoded.reveal().substr(skip, whole - skip)} : Secret{};
}

/// In the alphabet for URLs and file names (RFC 4648 §5).
Secret for_url(std::string_view base64) {
  Secret out;
  out.reserve(base64.size());
  for (const char c : base64) {
    const char other = c == '+' ? '-' : c == '/' ? '_' : c;
    out.append(std::string_view{&other, 1});
  }
  return out;
}

class Forms {
 public:
  void add(Secret form) {
    if (!form.empty() && std::find(m_forms.begin(), m_forms.end(), form) == m_forms.end()) {
      m_forms.push_back(std::move(form));
    }
  }

  void add_base64(Secret form) {
    add(for_url(form.reveal()));
    add(std::move(form));
  }

  void add_encodings(std::string_view bytes) {
    add(hexadecimal(bytes, "0123456789abcdef"));
    add(hexadecimal(bytes, "0123456789ABCDEF"));
    add_base64(base64_encode(Secret{bytes}));
    for (std::size_t lead = 0; lead < 3; ++lead) {
      if (Secret core = base64_core(bytes, lead); core.size() >= Redactor::k_shortest_masked) {
        add_base64(std::move(core));
      }
    }
  }

  [[nodiscard]] std::vector<Secret> take() { return std::move(m_forms); }

 private:
  std::vector<Secret> m_forms;
};

}  // namespace

std::vector<Secret> echo_forms(const Secret& password, std::string_view login) {
  const std::string_view raw = password.reveal();
  Forms forms;
  if (raw.empty()) {
    return {};
  }
  const Secret utf8 = as_utf8(raw);
  forms.add(Secret{utf8});
  forms.add(base64_encode(password));
  forms.add(base64_encode(Secret{std::string{'\0'} + std::string(login) + '\0'}.append(raw)));
  if (raw.size() >= Redactor::k_shortest_masked) {
    const Secret latin1 = as_latin1(utf8.reveal());
    const Secret utf16 = as_utf16(utf8.reveal());
    std::string_view last;
    for (const std::string_view bytes : {raw, utf8.reveal(), latin1.reveal(), utf16.reveal()}) {
      if (!bytes.empty() && bytes != last) {
        forms.add_encodings(bytes);
      }
      last = bytes;
    }
  }
  return forms.take();
}

}  // namespace pecprobe
