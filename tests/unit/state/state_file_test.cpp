#include "probe/state/state_file.hpp"

#include "tests/support/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>

namespace pecprobe {
namespace {

using test::TemporaryFolder;
using Kind = StateProblem::Kind;

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

mode_t mode_of(const std::filesystem::path& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0U;
}

std::optional<Kind> problem_with(const std::string& path, IfMissing if_missing = IfMissing::create) {
  const auto file = StateFile::open(path, if_missing);
  return file ? std::nullopt : std::optional(file.error().kind);
}

int answer(StateFile& file, const std::string& query) { return file.database().execAndGet(query).getInt(); }

TEST(StateFile, IsMadeWithItsFolderForItsUserOnly) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "state" / "pecprobe" / "state.sqlite";
  const auto file = StateFile::open(path, IfMissing::create);
  ASSERT_TRUE(file);
  EXPECT_EQ(mode_of(path), 0600U);
  EXPECT_EQ(mode_of(folder.path() / "state" / "pecprobe"), 0700U);
  ASSERT_FALSE((*file)->write([](SQLite::Database& database) { database.exec("CREATE TABLE t (i)"); }));
  EXPECT_EQ(mode_of(path + "-wal"), 0600U);
}

TEST(StateFile, IsNotMadeUnasked) {
  const TemporaryFolder folder;
  const auto file = StateFile::open(folder.path() / "state.sqlite", IfMissing::leave);
  ASSERT_TRUE(file);
  EXPECT_EQ(*file, nullptr);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(StateFile, WritesAheadAndHasTheNewestSchema) {
  const TemporaryFolder folder;
  const auto file = StateFile::open(folder.path() / "state.sqlite", IfMissing::create);
  EXPECT_EQ((*file)->database().execAndGet("PRAGMA journal_mode").getString(), "wal");
  EXPECT_EQ(answer(**file, "PRAGMA synchronous"), 1);
  EXPECT_EQ(answer(**file, "PRAGMA user_version"), static_cast<int>(schema_steps().size()));
  EXPECT_TRUE((*file)->database().tableExists("refusal"));
}

TEST(StateFile, OfAnOlderVersionIsBroughtUpToDateAndKeepsWhatItHas) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "state.sqlite";
  constexpr std::array<std::string_view, 2> k_steps = {"CREATE TABLE one (i); INSERT INTO one VALUES (7)",
                                                       "CREATE TABLE two (i); UPDATE one SET i = i + 1"};
  ASSERT_TRUE(StateFile::open(path, IfMissing::create, std::span(k_steps).first(1)));
  const auto file = StateFile::open(path, IfMissing::leave, k_steps);
  ASSERT_TRUE(file);
  EXPECT_EQ(answer(**file, "SELECT i FROM one"), 8);
  EXPECT_EQ(answer(**file, "PRAGMA user_version"), 2);
}

TEST(StateFile, AStepThatFailsLeavesTheOlderVersionWhole) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "state.sqlite";
  constexpr std::array<std::string_view, 2> k_steps = {"CREATE TABLE one (i)",
                                                       "CREATE TABLE two (i); CREATE TABLE one (i)"};
  ASSERT_TRUE(StateFile::open(path, IfMissing::create, std::span(k_steps).first(1)));
  EXPECT_EQ(StateFile::open(path, IfMissing::leave, k_steps).error().kind, Kind::database_error);
  const auto file = StateFile::open(path, IfMissing::leave, std::span(k_steps).first(1));
  ASSERT_TRUE(file);
  EXPECT_FALSE((*file)->database().tableExists("two"));
}

TEST(StateFile, ThatCannotBeUsedIsAProblemAndStaysAsItIs) {
  const TemporaryFolder folder;
  const std::string noise(8192, '#');
  const std::string text = folder.file("text", noise);
  EXPECT_EQ(problem_with(text), Kind::not_a_state_file);
  EXPECT_EQ(content(text), noise);

  const std::string other = folder.path() / "other";
  SQLite::Database(other, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE songs (title)");
  chmod(other.c_str(), 0600);
  EXPECT_EQ(problem_with(other), Kind::not_a_state_file);

  const std::string newer = folder.path() / "newer";
  ASSERT_EQ(problem_with(newer), std::nullopt);
  SQLite::Database(newer, SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 1000");
  EXPECT_EQ(problem_with(newer), Kind::newer_version);

  EXPECT_EQ(problem_with(folder.file("open", "", 0644)), Kind::open_to_others);
  EXPECT_EQ(problem_with(folder.path()), Kind::not_a_regular_file);
  EXPECT_EQ(problem_with(text + "/state.sqlite"), Kind::cannot_open);
}

TEST(StateFile, WithADamagedPageIsAProblem) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "state.sqlite";
  ASSERT_EQ(problem_with(path), std::nullopt);
  std::string bytes = content(path);
  ASSERT_GT(bytes.size(), 8192U);
  std::fill(bytes.begin() + 4096, bytes.end(), '\xff');  // the first page, with the schema, stays readable
  std::ofstream(path, std::ios::binary) << bytes;
  EXPECT_EQ(problem_with(path), Kind::damaged);
  EXPECT_EQ(content(path), bytes);
}

TEST(StateFile, InAFolderThatCannotBeWrittenIsAProblemOnceItIsNeeded) {
  const std::string path = "/proc/pecprobe/state.sqlite";  // not even root can write there
  EXPECT_EQ(problem_with(path, IfMissing::leave), std::nullopt);
  EXPECT_EQ(problem_with(path, IfMissing::create), Kind::cannot_create);
}

TEST(StateFile, AFullDiskIsAProblemAndLosesNothing) {
  const TemporaryFolder folder;
  const auto file = StateFile::open(folder.path() / "state.sqlite", IfMissing::create);
  (*file)->database().exec("PRAGMA max_page_count = 1");  // as many as it has: SQLite answers as for a full disk
  const auto problem =
      (*file)->write([](SQLite::Database& database) { database.exec("CREATE TABLE t AS SELECT randomblob(100000)"); });
  ASSERT_TRUE(problem);
  EXPECT_EQ(*problem, (StateProblem{Kind::database_error, (*file)->path(), "database or disk is full"}));
  EXPECT_TRUE((*file)->database().tableExists("refusal"));
}

TEST(StateFile, AWriteHappensWholeOrNotAtAll) {
  const TemporaryFolder folder;
  const auto file = StateFile::open(folder.path() / "state.sqlite", IfMissing::create);
  const auto problem = (*file)->write([](SQLite::Database& database) {
    database.exec("CREATE TABLE t (i)");
    database.exec("nonsense");
  });
  ASSERT_TRUE(problem);
  EXPECT_EQ(problem->kind, Kind::database_error);
  EXPECT_FALSE((*file)->database().tableExists("t"));
}

}  // namespace
}  // namespace pecprobe
