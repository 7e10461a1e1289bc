#!/usr/bin/python3
"""mbsync of isync (IMAP) against pecmock."""
import contract
from contract import ADDRESS, HOST, NEWS, PASSWORD, private_file, run


class Mbsync(contract.Reads):
    protocols = ("imap",)
    refusal = "AUTHENTICATIONFAILED"

    def read(self, case, password):
        mail = case.folder / "mail"
        mail.mkdir(exist_ok=True)
        config = private_file(case.folder / "mbsyncrc", f"""IMAPAccount pec
Host {HOST}
Port {case.service.port}
User {ADDRESS}
Pass {password}
SSLType {"IMAPS" if case.service.encryption == "implicit" else "STARTTLS"}
SystemCertificates no
CertificateFile {case.mock.ca_file}

IMAPStore far
Account pec

MaildirStore near
Path {mail}/
Inbox {mail}/INBOX
SubFolders Verbatim

Channel all
Far :far:
Near :near:
Patterns *
Create Both
Sync All
SyncState *
""")
        outcome = run(case.folder, "mbsync", "--config", config, "all")
        outcome.messages = [path.read_bytes() for path in mail.glob("INBOX/*/*") if path.is_file()]
        return outcome

    def test_uploads_a_message_and_a_folder_of_its_own(self):
        for mode in contract.modes("imap"):
            with self.playing(mode) as case:
                self.read(case, PASSWORD)
                private_file(case.folder / "mail/INBOX/new/1.upload", NEWS)
                for name in ("new", "cur", "tmp"):
                    (case.folder / "mail/Archivio" / name).mkdir(parents=True)
                self.assert_accepted(case, self.read(case, PASSWORD))
                self.assertEqual(len(contract.seen_over_imap(case.mock)), 3)
                self.assertIn("Sent by a test", contract.seen_over_imap(case.mock)[-1].decode())
                self.assertIn('"Archivio"', contract.folders_over_imap(case.mock))


if __name__ == "__main__":
    contract.main()
