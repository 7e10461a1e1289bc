#include "protocols/base/redactor.hpp"

#include "protocols/base/echo_forms.hpp"
#include "protocols/base/escape.hpp"
#include "protocols/base/text.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

namespace pecprobe {

namespace {

constexpr std::size_t k_nowhere = 0;  // no reading ends at the beginning of a text

/// Where one character ends, read as it stands and read as an escape.
struct Reading {
  std::size_t plain = k_nowhere;
  std::size_t escaped = k_nowhere;
};

Reading read_value(std::string_view text, std::size_t at, char32_t value) noexcept {
  if (at == text.size()) {
    return {};
  }
  const auto escape = read_escape(text.substr(at));
  return {static_cast<unsigned char>(text[at]) == value ? at + 1 : k_nowhere,
          escape && escape->value == value ? at + escape->length : k_nowhere};
}

/// False when `form` cannot stand at a place of `text`, which is `escape` where it is one. A look at the first two
/// characters, where they are ASCII as in nearly all forms, is enough to pass by nearly all places.
bool may_stand(std::string_view form, std::string_view text, const std::optional<Escape>& escape) noexcept {
  const auto is_beyond_ascii = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  if (is_beyond_ascii(form.front()) || escape) {
    return is_beyond_ascii(form.front()) || form.front() == text.front() ||
           escape->value == static_cast<unsigned char>(form.front());
  }
  if (form.front() != text.front() || form.size() == 1) {
    return form.front() == text.front();
  }
  return text.size() > 1 && (form[1] == text[1] || is_beyond_ascii(form[1]) ||
                             k_escape_beginnings.find(text[1]) != std::string_view::npos);
}

/// The bytes that the second character of a form can begin with, escaped or not, when the first one stands there as it
/// is: for most places of a text they tell with one look that no form stands there. All of them where a form has no
/// second byte, or one of its first two is beyond ASCII.
std::bitset<256> second_bytes(const std::vector<Secret>& forms) {
  std::bitset<256> bytes;
  for (const char c : k_escape_beginnings) {
    bytes.set(static_cast<unsigned char>(c));
  }
  for (const Secret& form : forms) {
    const std::string_view beginning = form.reveal().substr(0, 2);
    const bool is_ascii =
        std::all_of(beginning.begin(), beginning.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (beginning.size() < 2 || !is_ascii) {
      return bytes.set();
    }
    bytes.set(static_cast<unsigned char>(beginning.back()));
  }
  return bytes;
}

/// Reads one form from one place of a text, each character in whatever way it is written there. A place at which two
/// readings meet is gone on from once, so that no text takes longer than its length times that of the form.
class FormReader {
 public:
  explicit FormReader(std::string_view text) noexcept : m_text(text) {}

  /// Where the longest reading of `form` (UTF-8) ends that begins at `begin`.
  [[nodiscard]] std::size_t end_of(std::string_view form, std::size_t begin) {
    m_places.assign(1, begin);
    while (!form.empty() && !m_places.empty()) {
      const CodePoint character = first_code_point(form);
      m_next.clear();
      for (const std::size_t place : m_places) {
        add(read_value(m_text, place, character.value));
        if (character.length > 1) {
          read_bytes(form.substr(0, character.length), place);
        }
      }
      m_places.swap(m_next);
      form.remove_prefix(character.length);
    }
    return m_places.empty() ? k_nowhere : *std::max_element(m_places.begin(), m_places.end());
  }

 private:
  /// A character beyond ASCII, byte by byte: at most four.
  void read_bytes(std::string_view bytes, std::size_t place) {
    const Reading first = read_value(m_text, place, static_cast<unsigned char>(bytes.front()));
    if (bytes.size() == 1) {
      add(first);
      return;
    }
    for (const std::size_t end : {first.plain, first.escaped}) {
      if (end != k_nowhere) {
        read_bytes(bytes.substr(1), end);
      }
    }
  }

  void add(Reading reading) {
    for (const std::size_t end : {reading.plain, reading.escaped}) {
      if (end != k_nowhere && std::find(m_next.begin(), m_next.end(), end) == m_next.end()) {
        m_next.push_back(end);
      }
    }
  }

  std::string_view m_text;
  std::vector<std::size_t> m_places;  // after the characters that were read
  std::vector<std::size_t> m_next;
};

bool is_word_byte(char c) noexcept { return is_ascii_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80; }

/// Bytes at the start of a reply line that are the protocol's and not text: `250-`, `* `.
std::size_t protocol_prefix(std::string_view line) noexcept {
  const bool is_smtp = line.size() >= 4 && parse_number(line.substr(0, 3)) && (line[3] == '-' || line[3] == ' ');
  return is_smtp ? 4 : line.starts_with("* ") ? 2 : 0;
}

bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) noexcept {
  return (begin == 0 || !is_word_byte(text[begin - 1])) && (end == text.size() || !is_word_byte(text[end]));
}

/// True when [begin, end) lies inside a mask that already stands in `text`. Masking it again would tell that the
/// password is a part of the word "password".
bool stands_in_mask(std::string_view text, std::size_t begin, std::size_t end) noexcept {
  const std::size_t mask = text.find(k_mask, end > k_mask.size() ? end - k_mask.size() : 0);
  return mask <= begin && end <= mask + k_mask.size();
}

}  // namespace

Redactor::Redactor(const Secret& password, std::string_view login)
    : m_forms(echo_forms(password, login)),
      m_seconds(second_bytes(m_forms)),
      m_whole_words_only(password.size() < k_shortest_masked) {
  if (m_forms.empty()) {
    return;
  }
  const auto note = [this](std::size_t byte) { m_begins.set(byte); };
  for (const char c : k_escape_beginnings) {
    note(static_cast<unsigned char>(c));
  }
  for (const Secret& form : m_forms) {
    note(static_cast<unsigned char>(form.reveal().front()));
    if (const char32_t first = first_code_point(form.reveal()).value; first < m_begins.size()) {
      note(first);  // as a byte of Latin-1
    }
  }
}

std::vector<Redactor::Range> Redactor::covered(std::string_view text) const {
  std::vector<Range> merged;
  if (m_forms.empty()) {
    return merged;
  }
  const auto cannot_begin = [&](std::size_t at) {
    return at + 1 < text.size() && !m_seconds.test(static_cast<unsigned char>(text[at + 1])) &&
           k_escape_beginnings.find(text[at]) == std::string_view::npos;
  };
  FormReader reader(text);
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!m_begins.test(static_cast<unsigned char>(text[at])) || cannot_begin(at)) {
      continue;
    }
    std::size_t end = k_nowhere;
    const auto escape = read_escape(text.substr(at));
    for (const Secret& form : m_forms) {
      if (!may_stand(form.reveal(), text.substr(at), escape)) {
        continue;
      }
      const std::size_t its = reader.end_of(form.reveal(), at);
      if (its > end && (!m_whole_words_only || stands_alone(text, at, its)) && !stands_in_mask(text, at, its)) {
        end = its;
      }
    }
    if (end == k_nowhere) {
      continue;
    }
    if (!merged.empty() && at <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, end);
    } else {
      merged.push_back({at, end});
    }
  }
  return merged;
}

std::string Redactor::redact(std::string_view text) const {
  std::string out;
  std::size_t from = 0;
  for (const Range range : covered(text)) {
    out += text.substr(from, range.begin - from);
    out += k_mask;
    from = range.end;
  }
  return out += text.substr(from);
}

void Redactor::redact(std::vector<std::string>& lines) const {
  // First as if the lines were one text without their protocol prefixes, so that a form cut by a line end is found.
  struct Part {
    std::size_t prefix;  // bytes of the line that belong to the protocol
    std::size_t begin;   // where the rest stands in the joined text
    std::size_t end;
  };
  Secret joined;
  joined.reserve(std::accumulate(lines.begin(), lines.end(), std::size_t{0},
                                 [](std::size_t sum, const std::string& line) { return sum + line.size(); }));
  std::vector<Part> parts;
  for (const std::string& line : lines) {
    const std::size_t prefix = protocol_prefix(line);
    parts.push_back({prefix, joined.size(), joined.size() + line.size() - prefix});
    joined.append(std::string_view(line).substr(prefix));
  }
  const std::vector<Range> ranges = covered(joined.reveal());
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string masked = lines[i].substr(0, parts[i].prefix);
    std::size_t from = parts[i].begin;
    for (const Range range : ranges) {
      if (range.end <= parts[i].begin || range.begin >= parts[i].end) {
        continue;
      }
      masked += joined.reveal().substr(from, std::max(range.begin, from) - from);
      masked += k_mask;
      from = std::min(range.end, parts[i].end);
    }
    masked += joined.reveal().substr(from, parts[i].end - from);
    lines[i] = redact(masked);
  }
}

}  // namespace pecprobe
