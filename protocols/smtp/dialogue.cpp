#include "protocols/smtp/dialogue.hpp"

#include "protocols/smtp/client.hpp"
#include "protocols/smtp/commands.hpp"

#include <stdexcept>
#include <utility>

namespace pecprobe {

std::unique_ptr<Dialogue> make_smtp_dialogue(DialogueInput input) {
  if (!smtp::is_one_word(input.client_name)) {
    throw std::invalid_argument("the EHLO argument is not one word");
  }
  for (const auto& address : {input.check_sender, input.check_recipient}) {
    if (address && !smtp::fits_a_path(*address)) {
      throw std::invalid_argument("the address cannot stand between the angle brackets of a command");
    }
  }
  return std::make_unique<smtp::Client>(std::move(input));
}

}  // namespace pecprobe
