// Whether a signer's certificate leads to an authority that is trusted, for signing mail, at one time.
#pragma once

#include "probe/receipt/finding.hpp"

#include <openssl/cms.h>
#include <openssl/x509.h>

#include <chrono>
#include <vector>

namespace pecprobe {

/// None when it does. The certificates that came with the signature may lead the way, and a trusted one need not be a
/// root: --ca-file may name the intermediate that providers have. Security level 0: what was signed years ago was
/// signed with what was good then, and the digest is reported.
[[nodiscard]] std::vector<FindingCode> chain_faults(CMS_ContentInfo* cms, X509* signer, X509_STORE* authorities,
                                                    std::chrono::sys_seconds at);

}  // namespace pecprobe
