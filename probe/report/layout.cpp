#include "probe/report/layout.hpp"

#include "protocols/base/text.hpp"

#include <algorithm>

namespace pecprobe {

namespace {

bool begins_code_point(char c) noexcept { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

std::string_view sgr(Tone tone) noexcept {
  switch (tone) {
    case Tone::good: return "\x1b[32m";
    case Tone::bad: return "\x1b[31m";
    case Tone::caution: return "\x1b[33m";
    case Tone::strong: return "\x1b[1m";
    case Tone::faint: return "\x1b[2m";
  }
  return "";
}

}  // namespace

std::size_t display_width(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_code_point));
}

std::string shortened(std::string_view text, std::size_t width) {
  if (width == 0 || display_width(text) <= width) {
    return std::string(text);
  }
  std::size_t points = 0;
  std::size_t end = 0;
  while (end < text.size() && (!begins_code_point(text[end]) || ++points < width)) {
    ++end;
  }
  return std::string(text.substr(0, end)) + "…";
}

std::string padded(std::string_view text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

std::string without_trailing_blanks(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

std::string wrapped(std::string_view first, std::string_view next, std::string_view text) {
  std::string out;
  std::string line(first);
  bool is_fresh = true;
  for (const std::string& word : split_words(text)) {
    if (!is_fresh && display_width(line) + 1 + display_width(word) > k_columns) {
      out += line + '\n';
      line = next;
      is_fresh = true;
    }
    line += (is_fresh ? "" : " ") + word;
    is_fresh = false;
  }
  line.erase(line.find_last_not_of(' ') + 1);  // of a text without a word only its beginning
  return out + line + '\n';
}

std::string wrapped(std::string_view first, std::string_view text) {
  return wrapped(first, std::string(display_width(first), ' '), text);
}

Tone tone_of(Verdict verdict) noexcept {
  switch (verdict) {
    case Verdict::pass: return Tone::good;
    case Verdict::fail: return Tone::bad;
    case Verdict::temporary:
    case Verdict::unverified:
    case Verdict::skipped: return Tone::caution;
  }
  return Tone::caution;
}

std::string painted(std::string_view text, Tone tone, Colour colour) {
  if (colour == Colour::never) {
    return std::string(text);
  }
  const bool ends_line = text.ends_with('\n');
  text.remove_suffix(ends_line ? 1 : 0);
  return std::string(sgr(tone)) + std::string(text) + "\x1b[0m" + (ends_line ? "\n" : "");
}

}  // namespace pecprobe
