#!/usr/bin/python3
"""msmtp (submission) against pecmock."""
import contract
from contract import ADDRESS, HOST, NEWS, private_file, run


class Msmtp(contract.Sends):
    refusal = "authentication failed"
    mechanism = "plain"
    used = "PLAIN"

    def send(self, case, password):
        config = private_file(case.folder / "msmtprc", f"""account default
host {HOST}
port {case.service.port}
from {ADDRESS}
user {ADDRESS}
password {password}
auth {self.mechanism}
tls on
tls_starttls {"off" if case.service.encryption == "implicit" else "on"}
tls_trust_file {case.mock.ca_file}
""")
        return run(case.folder, "msmtp", f"--file={config}", ADDRESS, given=NEWS)


class MsmtpWithLogin(Msmtp):
    mechanism = "login"
    used = "LOGIN"


class MsmtpWithScram(Msmtp):
    scenario = contract.MORE_MECHANISMS
    mechanism = "scram-sha-256"
    used = "SCRAM-SHA-256"


class MsmtpWithOldScram(Msmtp):
    scenario = contract.MORE_MECHANISMS
    mechanism = "scram-sha-1"
    used = "SCRAM-SHA-1"


if __name__ == "__main__":
    contract.main()
