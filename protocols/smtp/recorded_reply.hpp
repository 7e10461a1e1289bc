// Replies and stray lines as they may be kept: without the password, also where the server cut it
// over two lines.
#pragma once

#include "protocols/smtp/reply_grammar.hpp"
#include "protocols/wire/reply.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe::smtp {

/// `lines`, which came one after the other, with the password masked. Codes, separators and
/// enhanced codes at the line beginnings do not hide a form of the password that goes on from one
/// line to the next.
[[nodiscard]] std::vector<std::string> masked_lines(std::vector<std::string> lines, const Redactor& redactor);

/// `bytes` of any number of lines with the password masked, each line ended as it should be, capped
/// as one kept line is.
[[nodiscard]] std::string masked_bytes(std::string_view bytes, const Redactor& redactor);

/// `reply` in the form that all protocols share, redacted and capped. Its text leaves out the
/// enhanced codes.
[[nodiscard]] Reply recorded_reply(const RawReply& reply, const Redactor& redactor);

}  // namespace pecprobe::smtp
