#include "probe/batch/open_files.hpp"

#include <gtest/gtest.h>

#include <sys/resource.h>

namespace pecprobe {
namespace {

/// Lowers the soft limit, and puts it back.
class OpenFiles : public testing::Test {
 protected:
  OpenFiles() { getrlimit(RLIMIT_NOFILE, &m_former); }
  ~OpenFiles() override { setrlimit(RLIMIT_NOFILE, &m_former); }

  /// False when this computer allows fewer.
  [[nodiscard]] bool allow(rlim_t soft) const {
    rlimit limit = m_former;
    limit.rlim_cur = soft;
    return soft <= m_former.rlim_max && setrlimit(RLIMIT_NOFILE, &limit) == 0;
  }
  [[nodiscard]] static rlim_t allowed() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur;
  }

 private:
  rlimit m_former{};
};

TEST_F(OpenFiles, AreRaisedForAsManySessionsAsAreWanted) {
  if (!allow(256)) {
    GTEST_SKIP() << "this computer allows fewer than 256 open files";
  }
  EXPECT_EQ(sessions_that_fit(64, 3), 64U);
  EXPECT_EQ(allowed(), 256U) << "they sufficed";
  const std::size_t fit = sessions_that_fit(200, 3);
  EXPECT_EQ(fit == 200, allowed() >= 400);
}

TEST_F(OpenFiles, LimitTheSessionsWhereTheyCannotBeRaised) {
  rlimit hard{};
  getrlimit(RLIMIT_NOFILE, &hard);
  if (hard.rlim_max == RLIM_INFINITY || hard.rlim_max > 10'000'000) {
    GTEST_SKIP() << "this computer allows any number of open files";
  }
  const auto wanted = static_cast<std::size_t>(hard.rlim_max);
  const std::size_t fit = sessions_that_fit(wanted, 3);
  EXPECT_LT(fit, wanted / 2);
  EXPECT_GT(fit, wanted / 4);
}

TEST_F(OpenFiles, AlwaysSufficeForOneSession) {
  EXPECT_EQ(sessions_that_fit(0, 3), 1U);
  EXPECT_EQ(sessions_that_fit(64, 100'000'000), 1U);
}

}  // namespace
}  // namespace pecprobe
