#!/usr/bin/python3
"""mpop (POP3) against pecmock."""
import contract
from contract import ADDRESS, HOST, private_file, run


class Mpop(contract.Reads):
    protocols = ("pop3",)
    refusal = "authentication failed"
    mechanism = "user"
    used = "USER/PASS"

    def read(self, case, password):
        config = private_file(case.folder / "mpoprc", f"""account default
host {HOST}
port {case.service.port}
user {ADDRESS}
password {password}
auth {self.mechanism}
tls on
tls_starttls {"off" if case.service.encryption == "implicit" else "on"}
tls_trust_file {case.mock.ca_file}
delivery maildir {case.folder / "mail"}
uidls_file {case.folder / "uidls"}
keep on
""")
        for name in ("new", "cur", "tmp"):
            (case.folder / "mail" / name).mkdir(parents=True, exist_ok=True)
        outcome = run(case.folder, "mpop", f"--file={config}")
        outcome.messages = [path.read_bytes() for path in (case.folder / "mail/new").iterdir()]
        return outcome

    def test_gets_a_message_only_once_by_its_unique_identifier(self):
        with self.playing(("pop3", "implicit")) as case:
            self.assertEqual(len(self.read(case, contract.PASSWORD).messages), 2)
            self.assertEqual(len(self.read(case, contract.PASSWORD).messages), 2)


class MpopWithApop(Mpop):
    mechanism = "apop"
    used = "APOP"


class MpopWithPlain(Mpop):
    mechanism = "plain"
    used = "PLAIN"


class MpopWithScram(Mpop):
    scenario = contract.MORE_MECHANISMS
    mechanism = "scram-sha-256"
    used = "SCRAM-SHA-256"


if __name__ == "__main__":
    contract.main()
