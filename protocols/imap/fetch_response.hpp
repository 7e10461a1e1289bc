// What a FETCH response tells of one message, and a LIST response of one mailbox (RFC 9051 §7.5.2, §7.3.1).
#pragma once

#include "protocols/imap/response.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pecprobe::imap {

/// One item with a body at most, as it was asked for.
struct FetchedItem {
  std::uint64_t uid = 0;
  std::uint64_t size = 0;  // RFC822.SIZE; 0 where it was not asked for
  std::string body;        // the literal; empty where there is none

  bool operator==(const FetchedItem&) const = default;
};

/// Nothing when the response is no FETCH or names no UID.
[[nodiscard]] std::optional<FetchedItem> fetched_item(const Response& response);

/// A mailbox of a LIST response with the attribute `attribute` (`\Trash`, RFC 6154 §2), as it is to be written in a
/// command; nothing for any other mailbox or response.
[[nodiscard]] std::optional<std::string> listed_mailbox(const Response& response, std::string_view attribute);

}  // namespace pecprobe::imap
