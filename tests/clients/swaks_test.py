#!/usr/bin/python3
"""swaks (submission) against pecmock."""
import contract
from contract import ADDRESS, HOST, NEWS, private_file, run


class Swaks(contract.Sends):
    refusal = "535 5.7.8"
    used = "PLAIN"

    def send(self, case, password):
        message = private_file(case.folder / "message.eml", NEWS)
        encryption = "--tls-on-connect" if case.service.encryption == "implicit" else "--tls"
        return run(case.folder, "swaks", "--server", f"{HOST}:{case.service.port}", encryption, "--tls-verify",
                   "--tls-ca-path", case.mock.ca_file, "--auth", self.used, "--auth-user", ADDRESS,
                   "--auth-password", password, "--from", ADDRESS, "--to", ADDRESS, "--data", f"@{message}")


class SwaksWithLogin(Swaks):
    used = "LOGIN"


class SwaksWithCramMd5(Swaks):
    scenario = contract.MORE_MECHANISMS
    used = "CRAM-MD5"


if __name__ == "__main__":
    contract.main()
