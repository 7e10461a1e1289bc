#include "probe/config/secret_source.hpp"

#include "probe/config/file_descriptor.hpp"
#include "probe/config/secret_reading.hpp"
#include "protocols/wire/limits.hpp"
#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <optional>
#include <utility>

namespace pecprobe {
namespace {

using test::TemporaryFolder;

/// The password as a test may see it, or the problem's number.
struct Outcome {
  std::string password;
  std::optional<SecretProblem> problem;
  bool operator==(const Outcome&) const = default;
};

Outcome got(std::string_view password) { return {std::string(password), std::nullopt}; }
Outcome refused(SecretProblem problem) { return {"", problem}; }

Outcome read_file(const std::string& path) {
  const auto secret = read_password({SecretOrigin::file, path});
  return secret ? got(secret->reveal()) : refused(secret.error().problem);
}

Outcome from_bytes(std::string_view bytes) {
  const TemporaryFolder folder;
  return read_file(folder.file("password", bytes));
}

TEST(PasswordFile, OneFinalLineEndIsRemovedAndNothingElse) {
  EXPECT_EQ(from_bytes("app-password-1"), got("app-password-1"));
  EXPECT_EQ(from_bytes("app-password-1\n"), got("app-password-1"));
  EXPECT_EQ(from_bytes("app-password-1\r\n"), got("app-password-1"));
  EXPECT_EQ(from_bytes("  two blanks \t\n"), got("  two blanks \t"));
  EXPECT_EQ(from_bytes("\xEF\xBB\xBF"
                       "marked\n"),
            got("\xEF\xBB\xBF"
                "marked"));
  EXPECT_EQ(from_bytes("--help\n"), got("--help"));
  EXPECT_EQ(from_bytes("perch\xC3\xA9 \xF0\x9F\x94\x91\n"), got("perch\xC3\xA9 \xF0\x9F\x94\x91"));
}

TEST(PasswordFile, MoreThanOneLineIsRefused) {
  EXPECT_EQ(from_bytes("one\ntwo\n"), refused(SecretProblem::several_lines));
  EXPECT_EQ(from_bytes("one\n\n"), refused(SecretProblem::several_lines));
  EXPECT_EQ(from_bytes("\none"), refused(SecretProblem::several_lines));
}

TEST(PasswordFile, CarriageReturnAndNulInsideAreRefused) {
  EXPECT_EQ(from_bytes("one\rtwo\n"), refused(SecretProblem::forbidden_byte));
  EXPECT_EQ(from_bytes("one\r"), refused(SecretProblem::forbidden_byte));
  EXPECT_EQ(from_bytes(std::string_view("one\0two\n", 8)), refused(SecretProblem::forbidden_byte));
}

TEST(PasswordFile, NothingOnTheLineIsRefused) {
  for (const char* bytes : {"", "\n", "\r\n"}) {
    EXPECT_EQ(from_bytes(bytes), refused(SecretProblem::empty));
  }
}

TEST(PasswordFile, TheLongestPasswordIsTakenAndOneByteMoreRefused) {
  const std::string longest(k_max_credential, 'x');
  EXPECT_EQ(from_bytes(longest + "\n"), got(longest));
  EXPECT_EQ(from_bytes(longest + "x\n"), refused(SecretProblem::too_long));
  EXPECT_EQ(from_bytes(std::string(1024 * 1024, 'x')), refused(SecretProblem::too_long));
}

TEST(PasswordFile, AMissingFileIsRefusedWithTheSystemsWords) {
  const TemporaryFolder folder;
  const auto secret = read_password({SecretOrigin::file, folder.path() / "none"});
  ASSERT_FALSE(secret);
  EXPECT_EQ(secret.error(), (SecretError{SecretProblem::cannot_open, "No such file or directory"}));
}

TEST(PasswordFile, OnlyRegularFilesAreRead) {
  const TemporaryFolder folder;
  const std::string fifo = folder.path() / "fifo";
  ASSERT_EQ(mkfifo(fifo.c_str(), 0600), 0);
  EXPECT_EQ(read_file(fifo), refused(SecretProblem::not_a_regular_file));
  EXPECT_EQ(read_file(folder.path()), refused(SecretProblem::not_a_regular_file));
  EXPECT_EQ(read_file("/dev/zero"), refused(SecretProblem::not_a_regular_file));
}

TEST(PasswordFile, AFileThatOthersCanReadOrWriteIsRefused) {
  const TemporaryFolder folder;
  EXPECT_EQ(read_file(folder.file("group", "x", 0640)), refused(SecretProblem::readable_by_others));
  EXPECT_EQ(read_file(folder.file("all", "x", 0604)), refused(SecretProblem::readable_by_others));
  EXPECT_EQ(read_file(folder.file("writable", "x", 0620)), refused(SecretProblem::writable_by_others));
  EXPECT_EQ(read_file(folder.file("all-writable", "x", 0602)), refused(SecretProblem::writable_by_others));
  EXPECT_EQ(read_file(folder.file("read-only", "x", 0400)), got("x"));
}

TEST(PasswordFile, ASymbolicLinkCountsAsTheFileItLeadsTo) {
  const TemporaryFolder folder;
  const auto link_to = [&](const char* name, const std::string& target) {
    const std::string link = folder.path() / name;
    EXPECT_EQ(symlink(target.c_str(), link.c_str()), 0);
    return link;
  };
  EXPECT_EQ(read_file(link_to("good", folder.file("private", "secret\n"))), got("secret"));
  EXPECT_EQ(read_file(link_to("bad", folder.file("open", "secret\n", 0644))),
            refused(SecretProblem::readable_by_others));
}

TEST(PasswordFile, AFileOfAnotherUserIsRefused) {
  if (geteuid() != 0) {
    GTEST_SKIP() << "only root can give a file away";
  }
  const TemporaryFolder folder;
  const std::string path = folder.file("foreign", "x");
  ASSERT_EQ(chown(path.c_str(), 65534, 65534), 0);
  EXPECT_EQ(read_file(path), refused(SecretProblem::foreign_owner));
}

TEST(PasswordFile, AReadableFileIsTakenFromASystemdCredentialsFolderOnly) {
  const TemporaryFolder credentials;
  const TemporaryFolder elsewhere;
  setenv("CREDENTIALS_DIRECTORY", credentials.path().c_str(), 1);
  EXPECT_EQ(read_file(credentials.file("pec", "secret", 0444)), got("secret"));
  EXPECT_EQ(read_file(credentials.file("writable", "secret", 0466)), refused(SecretProblem::writable_by_others));
  EXPECT_EQ(read_file(elsewhere.file("pec", "secret", 0444)), refused(SecretProblem::readable_by_others));
  unsetenv("CREDENTIALS_DIRECTORY");
}

TEST(PasswordFile, ALinkInTheCredentialsFolderOpensNoDoor) {
  const TemporaryFolder credentials;
  const TemporaryFolder elsewhere;
  setenv("CREDENTIALS_DIRECTORY", credentials.path().c_str(), 1);
  const std::string link = credentials.path() / "link";
  ASSERT_EQ(symlink(elsewhere.file("open", "secret", 0444).c_str(), link.c_str()), 0);
  EXPECT_EQ(read_file(link), refused(SecretProblem::readable_by_others));
  unsetenv("CREDENTIALS_DIRECTORY");
}

TEST(PasswordVariable, IsWipedAndRemovedAfterReading) {
  setenv("PECPROBE_TEST_PASSWORD", "app-password-1", 1);
  const char* value = std::getenv("PECPROBE_TEST_PASSWORD");
  const auto secret = read_password({SecretOrigin::environment, "PECPROBE_TEST_PASSWORD"});
  ASSERT_TRUE(secret);
  EXPECT_EQ(secret->reveal(), "app-password-1");
  EXPECT_EQ(std::getenv("PECPROBE_TEST_PASSWORD"), nullptr);
  EXPECT_EQ(std::string(value, 14), std::string(14, '\0'));
}

TEST(PasswordVariable, IsRemovedEvenWhenItIsRefused) {
  setenv("PECPROBE_TEST_PASSWORD", "two\nlines", 1);
  const auto secret = read_password({SecretOrigin::environment, "PECPROBE_TEST_PASSWORD"});
  EXPECT_EQ(secret.error().problem, SecretProblem::several_lines);
  EXPECT_EQ(std::getenv("PECPROBE_TEST_PASSWORD"), nullptr);
}

TEST(PasswordVariable, ThatIsNotSetIsRefused) {
  unsetenv("PECPROBE_TEST_PASSWORD");
  const auto secret = read_password({SecretOrigin::environment, "PECPROBE_TEST_PASSWORD"});
  EXPECT_EQ(secret.error().problem, SecretProblem::variable_not_set);
}

TEST(PasswordOnStandardInput, IsReadToItsEnd) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  const FileDescriptor kept{dup(STDIN_FILENO)};
  ASSERT_EQ(write(ends[1], "app-password-1\r\n", 16), 16);
  close(ends[1]);
  dup2(ends[0], STDIN_FILENO);
  close(ends[0]);
  const auto secret = read_password({SecretOrigin::standard_input, ""});
  dup2(kept.number(), STDIN_FILENO);
  ASSERT_TRUE(secret);
  EXPECT_EQ(secret->reveal(), "app-password-1");
}

/// What becomes of two passwords, or the problem's number.
std::pair<Outcome, Outcome> two_from(std::string_view bytes) {
  const auto both = two_lines(Secret{bytes});
  return both ? std::pair{got(both->first.reveal()), got(both->second.reveal())}
              : std::pair{refused(both.error().problem), refused(both.error().problem)};
}

TEST(TwoPasswordsOnStandardInput, AreALineEach) {
  const std::pair both{got("new one"), got("old")};
  EXPECT_EQ(two_from("new one\nold\n"), both);
  EXPECT_EQ(two_from("new one\r\nold\r\n"), both);
  EXPECT_EQ(two_from("new one\nold"), both);
}

TEST(TwoPasswordsOnStandardInput, AreNeitherOneNorThreeLines) {
  const auto not_two = refused(SecretProblem::not_two_lines);
  for (const std::string_view bytes : {"", "new", "new\n", "new\nold\nolder\n", "new\nold\n\n"}) {
    EXPECT_EQ(two_from(bytes).first, not_two) << bytes;
  }
}

TEST(TwoPasswordsOnStandardInput, ObeyTheRulesOfOne) {
  EXPECT_EQ(two_from("\nold\n").first, refused(SecretProblem::empty));
  EXPECT_EQ(two_from("new\n\n").first, refused(SecretProblem::empty));
  EXPECT_EQ(two_from("ne\rw\nold\n").first, refused(SecretProblem::forbidden_byte));
  EXPECT_EQ(two_from("new\n" + std::string(k_max_credential + 1, 'a')).first, refused(SecretProblem::too_long));
}

}  // namespace
}  // namespace pecprobe
