#include "probe/state/digest_key.hpp"

#include "probe/state/private_file.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <stdexcept>

namespace pecprobe {

tl::expected<DigestKey, StateProblem> DigestKey::read(const std::string& path) {
  const auto presence = look_at_private_file(path);
  if (!presence) {
    return tl::unexpected(presence.error());
  }
  if (*presence == Presence::missing) {
    return tl::unexpected(StateProblem{StateProblem::Kind::key_missing, path, {}});
  }
  auto bytes = read_private_file(path, k_size + 1);
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  if (bytes->size() != k_size) {
    return tl::unexpected(StateProblem{StateProblem::Kind::key_damaged, path, {}});
  }
  DigestKey key{Secret{*bytes}};
  wipe(bytes->data(), bytes->size());
  return key;
}

tl::expected<DigestKey, StateProblem> DigestKey::read_or_create(const std::string& path) {
  auto key = read(path);
  if (key || key.error().kind != StateProblem::Kind::key_missing) {
    return key;
  }
  std::array<char, k_size> bytes{};
  if (RAND_priv_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size())) != 1) {
    return tl::unexpected(StateProblem{StateProblem::Kind::cannot_create, path, "no random numbers"});
  }
  const auto problem = create_private_file(path, {bytes.data(), bytes.size()});
  wipe(bytes.data(), bytes.size());
  if (problem) {
    return tl::unexpected(*problem);
  }
  return read(path);  // another process may have been faster: its key counts
}

Digest DigestKey::digest(const Secret& bytes) const {
  Digest result{};
  std::size_t size = 0;
  const std::string_view key = m_key.reveal();
  const std::string_view data = bytes.reveal();
  if (EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, key.data(), key.size(),
                reinterpret_cast<const unsigned char*>(data.data()), data.size(), result.data(), result.size(),
                &size) == nullptr ||
      size != result.size()) {
    throw std::runtime_error("HMAC-SHA-256 failed");
  }
  return result;
}

}  // namespace pecprobe
