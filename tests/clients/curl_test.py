#!/usr/bin/python3
"""curl against pecmock."""
import contract
from contract import ADDRESS, HOST, NEWS, PASSWORD, Outcome, private_file, run


def curl(case, password, path, *options) -> Outcome:
    """One transfer; the password is not on the command line."""
    service = case.service
    scheme = service.protocol + ("s" if service.encryption == "implicit" else "")
    config = private_file(case.folder / "curlrc", f'user = "{ADDRESS}:{password}"\ncacert = "{case.mock.ca_file}"\n')
    return run(case.folder, "curl", "--silent", "--show-error", "--ssl-reqd", "--config", config, *options,
               f"{scheme}://{HOST}:{service.port}/{path}")


class CurlOverImap(contract.Reads):
    protocols = ("imap",)
    refusal = "Login denied"

    def read(self, case, password):
        listed = curl(case, password, "INBOX", "--request", "UID SEARCH ALL")
        outcome = Outcome(listed.succeeded, listed.said, [])
        for uid in listed.said.split()[2:] if listed.succeeded else []:
            message = case.folder / f"{uid}.eml"
            fetched = curl(case, password, f"INBOX;UID={uid}", "--output", message)
            outcome.succeeded &= fetched.succeeded
            outcome.said += fetched.said
            outcome.messages.append(message.read_bytes())
        return outcome

    def test_lists_and_examines_folders(self):
        for mode in contract.modes("imap"):
            with self.playing(mode) as case:
                self.assertEqual(curl(case, PASSWORD, "").said, '* LIST () "/" "INBOX"\r\n')
                examined = curl(case, PASSWORD, "", "--request", "EXAMINE INBOX")
                self.assertIn("* 2 EXISTS\r\n", examined.said)

    def test_appends_a_message(self):
        for mode in contract.modes("imap"):
            with self.playing(mode) as case:
                message = private_file(case.folder / "message.eml", NEWS.replace("\n", "\r\n"))
                appended = curl(case, PASSWORD, "INBOX", "--upload-file", message)
                self.assertTrue(appended.succeeded, appended.said)
                self.assertIn("MESSAGES 3", curl(case, PASSWORD, "", "--request",
                                                 "STATUS INBOX (MESSAGES)").said)


class CurlOverImapWithCramMd5(CurlOverImap):
    scenario = contract.MORE_MECHANISMS
    used = "CRAM-MD5"  # curl prefers it


class CurlOverPop3(contract.Reads):
    protocols = ("pop3",)
    refusal = "Login denied"

    def read(self, case, password):
        listed = curl(case, password, "")
        outcome = Outcome(listed.succeeded, listed.said, [])
        for line in listed.said.splitlines() if listed.succeeded else []:
            message = case.folder / "message.eml"
            fetched = curl(case, password, line.split()[0], "--output", message)
            outcome.succeeded &= fetched.succeeded
            outcome.said += fetched.said
            outcome.messages.append(message.read_bytes())
        return outcome


class CurlOverSmtp(contract.Sends):
    refusal = "Login denied"

    def send(self, case, password):
        message = private_file(case.folder / "message.eml", NEWS.replace("\n", "\r\n"))
        return curl(case, password, "", "--mail-from", ADDRESS, "--mail-rcpt", ADDRESS,
                    "--upload-file", message)


if __name__ == "__main__":
    contract.main()
