// Laying out text for a terminal of 80 columns: width in code points, wrapping, colour.
#pragma once

#include "probe/report/report_sink.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace pecprobe {

inline constexpr std::size_t k_columns = 80;

/// Code points of valid UTF-8.
[[nodiscard]] std::size_t display_width(std::string_view text) noexcept;

/// `text` cut to `width` code points, the last of them `…` when something was cut.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t width);

/// `text` followed by blanks up to `width`; longer text stays as it is.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);

/// `line` without the blanks at its end.
[[nodiscard]] std::string without_trailing_blanks(std::string line);

/// `text` broken at blanks into lines of at most `k_columns`, the first behind `first`, the others behind `next`. A
/// word that is too long keeps its line: host names and addresses stay fit for copying. Every line has its end.
[[nodiscard]] std::string wrapped(std::string_view first, std::string_view next, std::string_view text);
/// The same with as many blanks as `first` is wide before the further lines.
[[nodiscard]] std::string wrapped(std::string_view first, std::string_view text);

enum class Tone { good, bad, caution, strong, faint };

[[nodiscard]] Tone tone_of(Verdict verdict) noexcept;

/// `text` in a colour (ECMA-48 SGR), its line end outside, or as it is with Colour::never. Colour never carries meaning
/// alone.
[[nodiscard]] std::string painted(std::string_view text, Tone tone, Colour colour);

}  // namespace pecprobe
