#include "probe/state/state_place.hpp"

#include <gtest/gtest.h>

namespace pecprobe {
namespace {

TEST(StatePlace, IsTheStateFolderOfTheEnvironment) {
  EXPECT_EQ(usual_state_file("/var/state", "/home/anna"), "/var/state/pecprobe/state.sqlite");
}

TEST(StatePlace, IsInTheHomeWithoutAStateFolder) {
  EXPECT_EQ(usual_state_file(std::nullopt, "/home/anna"), "/home/anna/.local/state/pecprobe/state.sqlite");
  EXPECT_EQ(usual_state_file("", "/home/anna"), "/home/anna/.local/state/pecprobe/state.sqlite");
}

TEST(StatePlace, PathsThatAreNotAbsoluteDoNotCount) {
  EXPECT_EQ(usual_state_file("state", "/home/anna"), "/home/anna/.local/state/pecprobe/state.sqlite");
  EXPECT_EQ(usual_state_file("state", "anna"), std::nullopt);
  EXPECT_EQ(usual_state_file(std::nullopt, std::nullopt), std::nullopt);
}

}  // namespace
}  // namespace pecprobe
