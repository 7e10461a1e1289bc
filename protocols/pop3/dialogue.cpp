#include "protocols/pop3/dialogue.hpp"

#include "protocols/pop3/client.hpp"

#include <utility>

namespace pecprobe {

std::unique_ptr<Dialogue> make_pop3_dialogue(DialogueInput input) {
  return std::make_unique<pop3::Client>(std::move(input));
}

}  // namespace pecprobe
