#include "probe/advice/nameless_subject.hpp"

namespace pecprobe {

Subject nameless_subject(std::optional<Protocol> protocol, const Provider* provider, const Wording& wording) {
  return {wording.text("nameless.host"),
          wording.text("nameless.port"),
          protocol ? service_name(*protocol) : wording.text("nameless.service"),
          wording.text("nameless.address"),
          wording.text("nameless.login"),
          provider_phrases(provider, wording)};
}

}  // namespace pecprobe
