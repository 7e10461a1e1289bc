#include "probe/diagnosis/inspection_products.hpp"

#include "probe/diagnosis/words.hpp"

#include <array>

namespace pecprobe {

namespace {

struct Product {
  std::string_view pattern;  // words of the issuer, see Words::match()
  std::string_view name;
  std::string_view source;
};

constexpr std::string_view k_seen = "an issuer measured on a mail port, docs of an integrator, 2026-09-04";
constexpr std::string_view k_known = "issuer names known from memory, 2026-11-22";

// Only names that no public CA uses: "Symantec" and "Comodo" are not here.
constexpr std::array k_products = {
    Product{"avast", "Avast", k_seen},
    Product{"mail shield", "Avast", k_seen},
    Product{"avg", "AVG", k_known},
    Product{"kaspersky", "Kaspersky", k_known},
    Product{"eset", "ESET", k_known},
    Product{"bitdefender", "Bitdefender", k_known},
    Product{"norton web|mail|antivirus", "Norton", k_known},
    Product{"mcafee", "McAfee", k_known},
    Product{"dr web", "Dr.Web", k_known},
    Product{"g data", "G DATA", k_known},
    Product{"bullguard", "BullGuard", k_known},
    Product{"adguard", "AdGuard", k_known},
    Product{"avira", "Avira", k_known},
    Product{"sophos", "Sophos", k_known},
    Product{"fortinet|fortigate", "Fortinet", k_known},
    Product{"zscaler", "Zscaler", k_known},
    Product{"netskope", "Netskope", k_known},
    Product{"palo alto", "Palo Alto Networks", k_known},
    Product{"check point", "Check Point", k_known},
    Product{"sonicwall", "SonicWall", k_known},
    Product{"watchguard", "WatchGuard", k_known},
    Product{"cisco umbrella", "Cisco Umbrella", k_known},
    Product{"blue coat|bluecoat", "Blue Coat", k_known},
    Product{"forcepoint|websense", "Forcepoint", k_known},
    Product{"barracuda", "Barracuda", k_known},
    Product{"untangle", "Untangle", k_known},
    Product{"fiddler*|*fiddlerroot*", "Fiddler", k_known},
    Product{"charles proxy", "Charles", k_known},
    Product{"mitmproxy", "mitmproxy", k_known},
    Product{"portswigger", "Burp Suite", k_known},
};

}  // namespace

std::string_view inspection_product(std::string_view issuer) noexcept {
  const Words words{issuer};
  for (const Product& product : k_products) {
    if (words.match(product.pattern)) {
      return product.name;
    }
  }
  return {};
}

}  // namespace pecprobe
