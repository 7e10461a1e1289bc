#include "probe/state/private_file.hpp"

#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>

namespace pecprobe {
namespace {

using Kind = StateProblem::Kind;

TEST(PrivateFile, IsReadUpToALimit) {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("it", "bytes", 0600);
  EXPECT_EQ(read_private_file(path, 10), "bytes");
  EXPECT_EQ(read_private_file(path, 3), "byt");
}

TEST(PrivateFile, ThatCannotBeTrustedIsNotRead) {
  const test::TemporaryFolder folder;
  const auto kind = [](const std::string& path) { return read_private_file(path, 10).error().kind; };
  EXPECT_EQ(kind(folder.file("open", "bytes", 0640)), Kind::open_to_others);
  EXPECT_EQ(kind(folder.path()), Kind::not_a_regular_file);
  EXPECT_EQ(kind(folder.path() / "absent"), Kind::cannot_open);
  const std::string pipe = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(kind(pipe), Kind::not_a_regular_file) << "nor is somebody waited for who writes into it";
}

}  // namespace
}  // namespace pecprobe
