#include "probe/serve/background/changed_file.hpp"

#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <cstdio>

namespace pecprobe {
namespace {

using test::TemporaryFolder;

class ChangedFileTest : public testing::Test {
 protected:
  TemporaryFolder folder;
  std::string path = folder.file("accounts", "one");
  ChangedFile file{path};
};

TEST_F(ChangedFileTest, WhatIsThereAtFirstIsKnown) {
  EXPECT_FALSE(file.look());
  EXPECT_FALSE(file.look());
}

TEST_F(ChangedFileTest, AChangeIsToldOnceItHasSettledAndOnlyOnce) {
  static_cast<void>(folder.file("accounts", "longer"));
  EXPECT_FALSE(file.look()) << "somebody may still be writing";
  EXPECT_TRUE(file.look());
  EXPECT_FALSE(file.look());
}

TEST_F(ChangedFileTest, AFileThatIsWrittenBetweenTwoLooksHasNotSettled) {
  static_cast<void>(folder.file("accounts", "longer"));
  EXPECT_FALSE(file.look());
  static_cast<void>(folder.file("accounts", "longer still"));
  EXPECT_FALSE(file.look());
  EXPECT_TRUE(file.look());
}

TEST_F(ChangedFileTest, AnotherFileUnderTheNameIsAChange) {
  const std::string other = folder.file("other", "two");
  ASSERT_EQ(std::rename(other.c_str(), path.c_str()), 0);
  EXPECT_FALSE(file.look());
  EXPECT_TRUE(file.look());
}

TEST_F(ChangedFileTest, AFileThatIsMissingForAMomentIsNoChange) {
  const std::string away = folder.path() / "away";
  ASSERT_EQ(std::rename(path.c_str(), away.c_str()), 0);
  EXPECT_FALSE(file.look());
  EXPECT_FALSE(file.look());
  ASSERT_EQ(std::rename(away.c_str(), path.c_str()), 0);
  EXPECT_FALSE(file.look());
  EXPECT_FALSE(file.look());
}

TEST_F(ChangedFileTest, WhatWasTakenNoteOfIsKnown) {
  static_cast<void>(folder.file("accounts", "longer"));
  file.take_note();
  EXPECT_FALSE(file.look());
  EXPECT_FALSE(file.look());
}

}  // namespace
}  // namespace pecprobe
