#include "protocols/net/dialogues.hpp"

#include "protocols/imap/dialogue.hpp"
#include "protocols/pop3/dialogue.hpp"
#include "protocols/smtp/dialogue.hpp"

namespace pecprobe {

std::unique_ptr<Dialogue> make_dialogue(Protocol protocol, DialogueInput input) {
  switch (protocol) {
    case Protocol::imap: return make_imap_dialogue(std::move(input));
    case Protocol::pop3: return make_pop3_dialogue(std::move(input));
    case Protocol::smtp: return make_smtp_dialogue(std::move(input));
  }
  return nullptr;
}

}  // namespace pecprobe
