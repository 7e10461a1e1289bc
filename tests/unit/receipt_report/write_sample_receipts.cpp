// Prints reports on receipts as a JSON array, for readers other than ours.
#include "probe/receipt/report/receipt_formats.hpp"
#include "tests/unit/receipt_report/sample_report.hpp"

#include <iostream>

int main() {
  using namespace pecprobe;
  ReceiptReport one = test::sample_receipts();
  one.files.resize(1);
  std::cout << '[' << receipts_json(test::sample_receipts(), {}) << ',' << receipts_json(one, {}) << "]\n";
  return 0;
}
