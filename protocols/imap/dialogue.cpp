#include "protocols/imap/dialogue.hpp"

#include "protocols/imap/client.hpp"

namespace pecprobe {

std::unique_ptr<Dialogue> make_imap_dialogue(DialogueInput input) {
  return std::make_unique<imap::Client>(std::move(input));
}

}  // namespace pecprobe
