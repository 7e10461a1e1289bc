#include "protocols/imap/capabilities.hpp"

#include "protocols/base/text.hpp"
#include "protocols/imap/response.hpp"
#include "protocols/wire/limits.hpp"
#include "protocols/wire/reply.hpp"

#include <algorithm>
#include <utility>

namespace pecprobe::imap {

void add_capabilities(std::vector<std::string>& names, std::string_view list) {
  for (const std::string& word : split_words(list)) {
    if (names.size() >= k_kept_capabilities) {
      return;
    }
    std::string name = upper_unless_masked(kept_line(word));
    if (!offers(names, name)) {
      names.push_back(std::move(name));
    }
  }
}

bool offers(const std::vector<std::string>& names, std::string_view name) noexcept {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::string> mechanisms_of(const std::vector<std::string>& names) {
  constexpr std::string_view k_prefix = "AUTH=";
  std::vector<std::string> mechanisms;
  for (const std::string& name : names) {
    if (name.starts_with(k_prefix) && name.size() > k_prefix.size()) {
      mechanisms.push_back(name.substr(k_prefix.size()));
    }
  }
  return mechanisms;
}

}  // namespace pecprobe::imap
