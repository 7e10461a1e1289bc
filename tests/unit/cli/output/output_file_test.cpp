#include "probe/cli/output/output_file.hpp"

#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace pecprobe {
namespace {

using test::TemporaryFolder;
using testing::UnorderedElementsAre;

std::string content(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path).rdbuf();
  return bytes.str();
}

std::vector<std::string> names_in(const TemporaryFolder& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    names.push_back(entry.path().filename());
  }
  return names;
}

TEST(OutputFile, AppearsWithItsCommit) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "report.json";
  const auto file = OutputFile::create(path);
  ASSERT_TRUE(file);
  (*file)->stream() << "whole";
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_TRUE((*file)->commit());
  EXPECT_EQ(content(path), "whole");
  EXPECT_THAT(names_in(folder), UnorderedElementsAre("report.json"));
}

TEST(OutputFile, WithoutACommitTheFormerFileStandsAndNothingIsLeft) {
  const TemporaryFolder folder;
  const std::string path = folder.file("report.json", "former");
  {
    const auto file = OutputFile::create(path);
    ASSERT_TRUE(file);
    (*file)->stream() << "half";
  }
  EXPECT_EQ(content(path), "former");
  EXPECT_THAT(names_in(folder), UnorderedElementsAre("report.json"));
}

TEST(OutputFile, ReplacesAFormerFile) {
  const TemporaryFolder folder;
  const std::string path = folder.file("report.json", "former and longer");
  const auto file = OutputFile::create(path);
  ASSERT_TRUE(file);
  (*file)->stream() << "new";
  EXPECT_TRUE((*file)->commit());
  EXPECT_EQ(content(path), "new");
}

TEST(OutputFile, IsReadableAsTheUmaskSays) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "report.json";
  const mode_t former = umask(027);
  const auto file = OutputFile::create(path);
  umask(former);
  ASSERT_TRUE(file);
  EXPECT_TRUE((*file)->commit());
  struct stat status = {};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0640U);
}

TEST(OutputFile, OnlyARegularFileIsReplaced) {
  const TemporaryFolder folder;
  const std::string target = folder.file("target", "untouched");
  const std::string link = folder.path() / "link";
  const std::string fifo = folder.path() / "fifo";
  ASSERT_EQ(symlink(target.c_str(), link.c_str()), 0);
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  for (const std::string& path : {link, fifo, folder.path().string(), std::string("/dev/null")}) {
    const auto file = OutputFile::create(path);
    ASSERT_FALSE(file) << path;
    EXPECT_EQ(file.error(), (OutputFileError{OutputFileProblem::not_a_regular_file, ""})) << path;
  }
  EXPECT_EQ(content(target), "untouched");
}

TEST(OutputFile, AFolderThatDoesNotExistIsSaidSo) {
  const TemporaryFolder folder;
  const auto file = OutputFile::create(folder.path() / "none" / "report.json");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error(), (OutputFileError{OutputFileProblem::system, "No such file or directory"}));
}

TEST(OutputFile, WhenTheDiskIsFullTheFormerFileStands) {
  const TemporaryFolder folder;
  const std::string path = folder.file("report.json", "former");
  rlimit former{};
  getrlimit(RLIMIT_FSIZE, &former);
  const auto former_handler = signal(SIGXFSZ, SIG_IGN);
  const rlimit small{4096, former.rlim_max};
  const auto file = OutputFile::create(path);
  ASSERT_TRUE(file);
  setrlimit(RLIMIT_FSIZE, &small);
  (*file)->stream() << std::string(100'000, 'x');
  const auto committed = (*file)->commit();
  setrlimit(RLIMIT_FSIZE, &former);
  signal(SIGXFSZ, former_handler);
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error(), (OutputFileError{OutputFileProblem::system, "File too large"}));
  EXPECT_EQ(content(path), "former");
}

TEST(DescriptorStream, RemembersWhyItFailed) {
  const FileDescriptor full{open("/dev/full", O_WRONLY | O_CLOEXEC)};
  if (!full.is_open()) {
    GTEST_SKIP() << "this system has no /dev/full";
  }
  DescriptorStream stream{full.number()};
  stream << "text" << std::flush;
  EXPECT_EQ(stream.error(), ENOSPC);
}

TEST(DescriptorStream, WritesMoreThanItsBufferInOrder) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "long";
  const FileDescriptor file{open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600)};
  DescriptorStream stream{file.number()};
  std::string expected;
  for (int i = 0; i < 10'000; ++i) {
    stream << i << ',';
    expected += std::to_string(i) + ',';
  }
  stream.flush();
  EXPECT_EQ(content(path), expected);
  EXPECT_EQ(stream.error(), 0);
}

TEST(NewOutputFile, IsForItsUserAlone) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "record.json";
  const auto file = OutputFile::create_new(path);
  ASSERT_TRUE(file);
  (*file)->stream() << "whole";
  EXPECT_TRUE((*file)->commit());
  EXPECT_EQ(content(path), "whole");
  struct stat status = {};
  ASSERT_EQ(stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777U, 0600U);
}

TEST(NewOutputFile, LeavesNothingBesideItself) {
  const TemporaryFolder folder;
  {
    const auto file = OutputFile::create_new(folder.path() / "record.json");
    ASSERT_TRUE(file);
    EXPECT_TRUE((*file)->commit());
  }
  EXPECT_THAT(names_in(folder), UnorderedElementsAre("record.json"));
}

TEST(NewOutputFile, NeverTakesThePlaceOfWhatIsThere) {
  const TemporaryFolder folder;
  const std::string path = folder.file("record.json", "former");
  const auto refused = OutputFile::create_new(path);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().problem, OutputFileProblem::exists);
  const std::string link = folder.path() / "link";
  std::filesystem::create_symlink("nowhere", link);
  EXPECT_FALSE(OutputFile::create_new(link));
  EXPECT_EQ(content(path), "former");
}

TEST(NewOutputFile, NeverTakesThePlaceOfWhatAppearedMeanwhile) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "record.json";
  const auto file = OutputFile::create_new(path);
  ASSERT_TRUE(file);
  static_cast<void>(folder.file("record.json", "faster"));
  const auto committed = (*file)->commit();
  ASSERT_FALSE(committed);
  EXPECT_EQ(committed.error().problem, OutputFileProblem::exists);
  EXPECT_EQ(content(path), "faster");
}

}  // namespace
}  // namespace pecprobe
