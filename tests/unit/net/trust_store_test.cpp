#include "protocols/net/trust_store.hpp"

#include "tests/support/temporary_folder.hpp"
#include "tests/unit/net/tls_peer.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace pecprobe {
namespace {

/// The test authority's certificate, in a file.
std::string bundle_in(const test::TemporaryFolder& folder) {
  std::ifstream pem(test::test_authority().ca_file());
  return folder.file("bundle.pem", std::string{std::istreambuf_iterator<char>(pem), {}});
}

NetworkProblem problem_with(const SystemAuthorities& system) {
  const auto store = make_trust_store({}, system);
  return store ? NetworkProblem::library_failed : store.error().problem;
}

TEST(TrustStore, OfTheSystemIsTheFirstBundleThatHoldsSomething) {
  const test::TemporaryFolder folder;
  const std::string none = folder.file("none.pem", "hello\n");
  EXPECT_TRUE(make_trust_store({}, {{"/does/not/exist", none, bundle_in(folder)}, {}}));
}

TEST(TrustStore, OfTheSystemMayBeAFolderOfLinks) {
  const test::TemporaryFolder folder;
  std::filesystem::rename(bundle_in(folder), folder.path() / "0a1b2c3d.0");
  EXPECT_TRUE(make_trust_store({}, {{}, folder.path()}));
}

// Else every server were blamed for a certificate that nobody vouches for.
TEST(TrustStore, ASystemThatHasNoneIsSaidToHaveNone) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(problem_with({{"/does/not/exist"}, "/does/not/exist"}), NetworkProblem::no_system_store);
  EXPECT_EQ(problem_with({{folder.file("none.pem", "")}, folder.path()}), NetworkProblem::no_system_store);
  for (const char* other : {"README", "0a1b2c3d", "0a1b2c3d.", "0a1b2c3d.r0", "0a1b2c3.0", "0A1B2C3D.0"}) {
    folder.file(other, "");
  }
  EXPECT_EQ(problem_with({{}, folder.path()}), NetworkProblem::no_system_store);
}

}  // namespace
}  // namespace pecprobe
