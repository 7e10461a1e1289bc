#!/usr/bin/python3
"""fetchmail (IMAP and POP3) against pecmock."""
import contract
from contract import ADDRESS, HOST, private_file, run


class Fetchmail(contract.Reads):
    protocols = ("imap", "pop3")
    refusal = "Authorization failure"

    def read(self, case, password):
        config = private_file(case.folder / "fetchmailrc", f"""set no syslog
poll {HOST} protocol {case.service.protocol} service {case.service.port}
  username "{ADDRESS}" password "{password}"
  {"ssl" if case.service.encryption == "implicit" else "sslproto 'TLS1.2+'"}
  sslcertck sslcertfile "{case.mock.ca_file}"
  keep fetchall mda "cat > {case.folder}/$(mktemp -u XXXXXX.eml)"
""")
        outcome = run(case.folder, "fetchmail", "--nodetach", "--fetchmailrc", config)
        outcome.messages = [path.read_bytes() for path in case.folder.glob("*.eml")]
        return outcome


if __name__ == "__main__":
    contract.main()
