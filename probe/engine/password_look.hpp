// What a password looks like before it is tried: the marks of a bad paste or a typing fault. It is never changed.
#pragma once

#include "probe/model/account.hpp"
#include "probe/model/provider.hpp"
#include "protocols/base/secret.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pecprobe {

struct PasswordOddity {
  enum class Kind {
    white_space,      // a blank at either end, a tab anywhere
    invisible,        // no-break and zero-width spaces, soft hyphen, direction and byte order marks
    typographic,      // quotes and dashes that programs put in place of the plain ones
    look_alike,       // a letter of another script, or a full-width form, among Latin letters
    damaged,          // what a failed conversion leaves (U+FFFD)
    base64,           // the whole is base64 of plain text
    percent_encoded,  // %40 and kin, as in a URL
    length,           // other than that of the provider's generated passwords
    alphabet,         // a character that the provider's generated passwords never have
  };
  Kind kind;
  std::optional<std::size_t> position;  // in characters from 1; none for what concerns the whole

  bool operator==(const PasswordOddity&) const = default;
};

/// Every oddity in the order of its position, those of the whole last; at most eight. Length and alphabet are only
/// judged where the table knows them and this account needs a generated password. `provider` may be null.
[[nodiscard]] std::vector<PasswordOddity> password_oddities(const Secret& password, const Account& account,
                                                            const Provider* provider);

/// The detail of a `password_looks_mistyped`: `white_space@1 look_alike@3 base64`. Says where, never what stands there.
[[nodiscard]] std::string oddity_detail(const std::vector<PasswordOddity>& oddities);

}  // namespace pecprobe
