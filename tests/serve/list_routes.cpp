// Prints what the interface's description is held against: `routes` every method and path, `refusals` every status that
// a person or program may be refused with.
#include "probe/serve/page/error_page.hpp"
#include "probe/serve/routes/routes.hpp"

#include <iostream>
#include <string_view>

int main(int count, char** arguments) {
  using namespace pecprobe;
  const std::string_view what = count > 1 ? arguments[1] : "";
  if (what == "routes") {
    for (const Route& route : all_routes()) {
      std::cout << (route.method == HttpMethod::post ? "post " : "get ") << route.path << '\n';
    }
  } else if (what == "refusals") {
    for (int refusal = 0; refusal <= static_cast<int>(page::Refusal::stopping); ++refusal) {
      std::cout << page::status_of(static_cast<page::Refusal>(refusal)) << '\n';
    }
  }
}
