// The accounts of `pecmock --accounts N`.
#pragma once

#include "protocols/base/redactor.hpp"
#include "protocols/wire/dialogue.hpp"

#include <fmt/format.h>

namespace pecprobe::test {

/// The account of that number, with what its check refers to.
struct BulkLogin {
  explicit BulkLogin(int number)
      : credentials{fmt::format("u{:05}@pec.example", number), Secret{fmt::format("Bulk-{:05}", number)}} {}

  Credentials credentials;
  Redactor redactor{credentials.password, credentials.login};
};

}  // namespace pecprobe::test
