"""The built pecmock as a process, for one test."""
import json
import os
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROGRAM = os.environ["PECMOCK_PROGRAM"]
HOST = "localhost"
ADDRESS = "casella@pec.example"
PASSWORD = "app-password-1"


@dataclass(frozen=True)
class Service:
    """One of the six ports."""
    protocol: str  # imap, pop3, smtp
    encryption: str  # implicit, starttls
    port: int


class Pecmock:
    """Serves inside a `with`; fails when the program does not end as cleanly as it should."""

    def __init__(self, scenario: str = "good", *options: str):
        self.arguments = [*options, scenario]

    def __enter__(self) -> "Pecmock":
        self.files = tempfile.TemporaryDirectory(prefix="pecmock-")
        self.folder = Path(self.files.name)
        self.ca_file = self.folder / "ca.pem"
        self.journal_file = self.folder / "journal.jsonl"
        self.process = subprocess.Popen([PROGRAM, "--ca-out", self.ca_file, "--journal", self.journal_file,
                                         *self.arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()  # the ports, once everything listens
        if not line:
            raise RuntimeError(f"pecmock does not start: {self.process.stderr.read()}")
        self.ports = json.loads(line)
        return self

    def __exit__(self, *_exception) -> None:
        self.process.send_signal(signal.SIGTERM)
        _, complaints = self.process.communicate(timeout=30)
        self.files.cleanup()
        if self.process.returncode != 0 or complaints:
            raise RuntimeError(f"pecmock ended with {self.process.returncode}: {complaints}")

    def service(self, protocol: str, encryption: str) -> Service:
        name = protocol + ("s" if encryption == "implicit" else "")
        return Service(protocol, encryption, self.ports[name])

    def journal(self, event: str) -> list[dict]:
        entries = map(json.loads, self.journal_file.read_text().splitlines())
        return [entry for entry in entries if entry["event"] == event]

    def logins(self) -> list[str]:
        """How the logins so far ended, and whether they were encrypted."""
        return [f'{entry["outcome"]}{"" if entry["tls"] else " in clear"}' for entry in self.journal("login")]
