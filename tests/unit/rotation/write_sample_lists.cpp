// Prints lists of passwords as a JSON array, or one in the format that is named, for readers other than ours.
#include "probe/rotation/list/list_formats.hpp"
#include "tests/unit/rotation/sample_list.hpp"

#include <iostream>

int main(int argc, char** argv) {
  using namespace pecprobe;
  const RotationList list = test::sample_list();
  SinkOptions options;
  if (argc > 1) {
    std::cout << find_list_format(argv[1])->write(list, options);
    return 0;
  }
  RotationList empty;
  empty.tool = list.tool;
  empty.today = list.today;
  std::cout << '[' << list_json(list, options) << ',' << list_json(empty, options) << "]\n";
  return 0;
}
