#include "probe/state/digest_key.hpp"

#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <thread>

namespace pecprobe {
namespace {

using test::TemporaryFolder;
using Kind = StateProblem::Kind;

std::string hex(const Digest& digest) {
  std::string out;
  for (const unsigned char byte : digest) {
    constexpr std::string_view k_digits = "0123456789abcdef";
    out += {k_digits[byte >> 4U], k_digits[byte & 15U]};
  }
  return out;
}

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(DigestKey, MakesHmacSha256) {
  const TemporaryFolder folder;
  const std::string path = folder.file("key", std::string(32, '\x0b'));
  // printf 'Hi There' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0b… (32 times)
  EXPECT_EQ(hex(DigestKey::read(path)->digest(Secret{"Hi There"})),
            "198a607eb44bfbc69903a0f1cf2bbdc5ba0aa3f3d9ae3c1c7a3b1696a0b68cf7");
}

TEST(DigestKey, IsMadeOnceAndForItsUserOnly) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "deep" / "er" / "key";
  const auto first = DigestKey::read_or_create(path);
  const auto second = DigestKey::read_or_create(path);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->digest(Secret{"x"}), second->digest(Secret{"x"}));
  EXPECT_EQ(content(path).size(), DigestKey::k_size);
  struct stat status {};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);
  ASSERT_EQ(stat((folder.path() / "deep").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0700U);
}

TEST(DigestKey, TwoKeysDiffer) {
  const TemporaryFolder folder;
  EXPECT_NE(DigestKey::read_or_create(folder.path() / "one")->digest(Secret{"x"}),
            DigestKey::read_or_create(folder.path() / "two")->digest(Secret{"x"}));
}

TEST(DigestKey, MadeByManyAtOnceIsOneAndLeavesNoDraft) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "key";
  std::vector<Digest> digests(8);
  std::vector<std::jthread> makers;
  for (Digest& digest : digests) {
    makers.emplace_back([&digest, &path] { digest = DigestKey::read_or_create(path)->digest(Secret{"x"}); });
  }
  makers.clear();
  EXPECT_THAT(digests, testing::Each(digests.front()));
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

TEST(DigestKey, ThatCannotBeTrustedIsRefused) {
  const TemporaryFolder folder;
  const auto kind = [](const std::string& path) { return DigestKey::read_or_create(path).error().kind; };
  EXPECT_EQ(kind(folder.file("short", std::string(31, 'k'))), Kind::key_damaged);
  EXPECT_EQ(kind(folder.file("long", std::string(33, 'k'))), Kind::key_damaged);
  EXPECT_EQ(kind(folder.file("open", std::string(32, 'k'), 0640)), Kind::open_to_others);
  EXPECT_EQ(kind(folder.path()), Kind::not_a_regular_file);
  EXPECT_EQ(kind(folder.path() / "short" / "key"), Kind::cannot_open);
  EXPECT_EQ(DigestKey::read(folder.path() / "none").error().kind, Kind::key_missing);
}

}  // namespace
}  // namespace pecprobe
