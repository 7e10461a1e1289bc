// The parts of a message as they stand in its bytes. GMime's own walk is not used: it goes down into embedded messages,
// and what is signed has to be taken byte for byte.
#pragma once

#include "probe/receipt/mime_headers.hpp"

#include <tl/expected.hpp>

#include <cstddef>
#include <string_view>
#include <vector>

namespace pecprobe {

/// What a receipt never needs; beyond it a message is not read.
inline constexpr std::size_t k_max_header_section = 256 * 1024;  // bytes
inline constexpr std::size_t k_max_mime_depth = 12;              // a complete receipt has three levels
inline constexpr std::size_t k_max_mime_parts = 200;

enum class MimeProblem { headers_too_large, too_deep, too_many_parts };

/// Views into the message's bytes, which outlive it.
struct MimePart {
  MimeHeaders headers;
  std::string_view bytes;  // header section and body: what a signature is over
  std::string_view body;
};

[[nodiscard]] tl::expected<MimePart, MimeProblem> read_part(std::string_view bytes);

/// The parts of a multipart body, in their order (RFC 2046 §5.1.1). Without its last delimiter the last one goes to the
/// end. None for another kind of part.
[[nodiscard]] tl::expected<std::vector<MimePart>, MimeProblem> parts_of(const MimePart& part);

/// Every part below `part` that is no multipart, or itself. An embedded message is one part: what is in it was written
/// by somebody else, and nothing there says anything about the message around it.
[[nodiscard]] tl::expected<std::vector<MimePart>, MimeProblem> leaves_of(const MimePart& part);

}  // namespace pecprobe
