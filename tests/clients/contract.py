"""What every mail program has to find at pecmock. A program's own test says only how the program is called.

Exit status of a test: 125 when the program is not here, with one sentence that says why.
"""
import contextlib
import email
import imaplib
import poplib
import ssl
import subprocess
import sys
import tempfile
import unittest
from dataclasses import dataclass
from pathlib import Path

from pecmock import ADDRESS, HOST, PASSWORD, Pecmock, Service

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts/interop"))
from labkit import Unavailable, clients  # noqa: E402

PATIENCE = 30  # seconds for one run of a program
SAMPLES = ["Messaggio di prova 1", "Messaggio di prova 2"]  # what lies in every mailbox of the mock server
MORE_MECHANISMS = Path(__file__).with_name("more-mechanisms.scn")
NEWS = f"""From: Casella <{ADDRESS}>
To: {ADDRESS}
Subject: Sent by a test
Date: Sun, 22 Nov 2026 10:00:00 +0100
Message-ID: <sent@pec.example>

A first line.
.a line that begins with a dot
From here on the last one.
"""
NEWS_BODY = NEWS.partition("\n\n")[2].strip().replace("\n", "\r\n").encode()  # some programs end it with an empty line


def modes(*protocols: str) -> list[tuple[str, str]]:
    return [(protocol, encryption) for protocol in protocols for encryption in ("implicit", "starttls")]


@dataclass
class Outcome:
    """What a program made of it."""
    succeeded: bool
    said: str  # on both outputs
    messages: list[bytes]  # that it got

    def subjects(self) -> list[str]:
        return sorted(email.message_from_bytes(message)["Subject"] for message in self.messages)


@dataclass
class Case:
    """A server, one of its ports, and a home folder for the program."""
    mock: Pecmock
    service: Service
    folder: Path


def environment(folder: Path) -> dict[str, str]:
    """Where the unpacked programs find each other, a home folder of their own, and nothing of this user's."""
    return {**clients.environment(clients.CLIENTS.cached()), "HOME": str(folder), "LC_ALL": "C", "TZ": "UTC",
            "USER": "tester"}


def run(folder: Path, *command: str | Path, given: str = "") -> Outcome:
    """Runs an unpacked program."""
    result = subprocess.run(command, env=environment(folder), cwd=folder, input=given.encode(),
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE)
    return Outcome(result.returncode == 0, result.stdout.decode(errors="replace"), [])


def private_file(path: Path, text: str) -> Path:
    """Programs refuse a file with passwords that others can read."""
    path.touch(mode=0o600)
    path.write_text(text)
    return path


def trust(mock: Pecmock) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=mock.ca_file)


def imap(mock: Pecmock) -> imaplib.IMAP4_SSL:
    """Logged in by Python's library, the second pair of eyes."""
    client = imaplib.IMAP4_SSL(HOST, mock.ports["imaps"], ssl_context=trust(mock), timeout=PATIENCE)
    client.login(ADDRESS, PASSWORD)
    return client


def folders_over_imap(mock: Pecmock) -> str:
    with imap(mock) as client:
        return b"\n".join(client.list()[1]).decode()


def seen_over_imap(mock: Pecmock) -> list[bytes]:
    with imap(mock) as client:
        client.select("INBOX", readonly=True)
        numbers = client.search(None, "ALL")[1][0].split()
        return [client.fetch(number.decode(), "(BODY.PEEK[])")[1][0][1] for number in numbers]


def seen_over_pop3(mock: Pecmock) -> list[bytes]:
    client = poplib.POP3_SSL(HOST, mock.ports["pop3s"], context=trust(mock), timeout=PATIENCE)
    client.user(ADDRESS)
    client.pass_(PASSWORD)
    messages = [b"\r\n".join(client.retr(number + 1)[1]) + b"\r\n" for number in range(client.stat()[0])]
    client.quit()
    return messages


class ClientTest(unittest.TestCase):
    scenario: str | Path = "good"  # what the servers play in the tests that succeed, or fail for the password
    used: str | None = None  # the way of logging in that the servers must have seen, where it matters

    def setUp(self):
        files = tempfile.TemporaryDirectory(prefix="pecmock-client-")
        self.addCleanup(files.cleanup)
        self.home = Path(files.name)

    @contextlib.contextmanager
    def playing(self, mode: tuple[str, str], scenario: str | Path | None = None):
        protocol, encryption = mode
        folder = self.home / f"{protocol}-{encryption}"
        folder.mkdir()
        with self.subTest(protocol=protocol, encryption=encryption), \
                Pecmock(scenario or self.scenario) as mock:
            yield Case(mock, mock.service(protocol, encryption), folder)

    def assert_accepted(self, case: Case, outcome: Outcome):
        self.assertTrue(outcome.succeeded, outcome.said)
        self.assertEqual(set(case.mock.logins()), {"accepted"})
        if self.used:
            self.assertIn(self.used, [entry["mechanism"] for entry in case.mock.journal("login")])

    def assert_failed(self, outcome: Outcome, reason: str):
        self.assertFalse(outcome.succeeded, outcome.said)
        self.assertIn(reason.lower(), outcome.said.lower())


class Reads(ClientTest):
    """A program that fetches mail. Subclasses say how."""
    protocols: tuple[str, ...]
    refusal: str  # what it says of a wrong password

    def read(self, case: Case, password: str) -> Outcome:
        raise NotImplementedError

    def test_gets_the_messages_over_verified_tls(self):
        for mode in modes(*self.protocols):
            with self.playing(mode) as case:
                outcome = self.read(case, PASSWORD)
                self.assert_accepted(case, outcome)
                self.assertEqual(outcome.subjects(), SAMPLES)

    def test_says_that_a_wrong_password_is_refused(self):
        for mode in modes(*self.protocols):
            with self.playing(mode) as case:
                outcome = self.read(case, "Wrong-password-1")
                self.assert_failed(outcome, self.refusal)
                self.assertEqual(outcome.messages, [])
                self.assertEqual(set(case.mock.logins()), {"wrong"})

    def test_gives_no_password_to_a_server_of_another_authority(self):
        for mode in modes(*self.protocols):
            with self.playing(mode, "certificate-unknown-issuer") as case:
                outcome = self.read(case, PASSWORD)
                self.assert_failed(outcome, "certificate")
                self.assertEqual(case.mock.logins(), [])


class Sends(ClientTest):
    """A program that submits mail. Subclasses say how."""
    refusal: str  # what it says of a wrong password

    def send(self, case: Case, password: str) -> Outcome:
        raise NotImplementedError

    def test_hands_in_a_message_that_others_then_fetch(self):
        for mode in modes("smtp"):
            with self.playing(mode) as case:
                outcome = self.send(case, PASSWORD)
                self.assert_accepted(case, outcome)
                for messages in (seen_over_imap(case.mock), seen_over_pop3(case.mock)):
                    self.assertEqual(len(messages), len(SAMPLES) + 1)
                    self.assertTrue(messages[-1].rstrip().endswith(NEWS_BODY), messages[-1])
                    self.assertEqual(email.message_from_bytes(messages[-1])["Subject"], "Sent by a test")

    def test_says_that_a_wrong_password_is_refused(self):
        for mode in modes("smtp"):
            with self.playing(mode) as case:
                outcome = self.send(case, "Wrong-password-1")
                self.assert_failed(outcome, self.refusal)
                self.assertEqual(set(case.mock.logins()), {"wrong"})
                self.assertEqual(case.mock.journal("message"), [])

    def test_gives_no_password_to_a_server_of_another_authority(self):
        for mode in modes("smtp"):
            with self.playing(mode, "certificate-unknown-issuer") as case:
                outcome = self.send(case, PASSWORD)
                self.assert_failed(outcome, "certificate")
                self.assertEqual(case.mock.logins(), [])


def main() -> None:
    try:
        clients.CLIENTS.cached()
    except Unavailable as reason:
        print(reason)
        sys.exit(125)
    unittest.main()
