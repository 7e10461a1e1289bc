// What mail programs show, and which diagnoses it can stand for (probe/data/known_replies.toml).
#pragma once

#include "probe/model/diagnosis.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace pecprobe {

struct KnownReply {
  std::string id;       // key of its sentence: known_reply.<id>
  std::string program;  // whose it is
  std::vector<std::string> codes;
  std::vector<std::string> patterns;  // see Words::match()
  std::vector<Code> means;            // likeliest first
  std::string source;
  std::string date;
};

class KnownReplies {
 public:
  /// Refused with a sentence and its line: a row without codes and patterns, without a diagnosis, without its source
  /// and date, with an id that stands twice, or with a key that is not known.
  [[nodiscard]] static tl::expected<KnownReplies, std::string> parse(std::string_view toml);
  [[nodiscard]] static const KnownReplies& built_in();

  [[nodiscard]] const std::vector<KnownReply>& all() const noexcept { return m_replies; }
  /// The first row of which a code, or else a sentence, stands in `text`; null when there is none.
  [[nodiscard]] const KnownReply* find(std::string_view text) const;

 private:
  std::vector<KnownReply> m_replies;
};

}  // namespace pecprobe
