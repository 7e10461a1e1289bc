"""What the server saw of one run: pecmock's journal is the witness, not what the programs say of themselves."""
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 5  # seconds for connections that are still being taken down


@dataclass
class Connection:
    handshake: str = ""
    flights: int = 0  # of commands
    is_over: bool = False

    def round_trips(self) -> int:
        """The connection, the handshake's, the greeting, and each flight of commands, the farewell included."""
        full_tls_1_2 = "TLSv1.2" in self.handshake and "resumed" not in self.handshake
        return 1 + (2 if full_tls_1_2 else 1) + 1 + self.flights


@dataclass
class Witness:
    connections: dict[int, Connection] = field(default_factory=dict)
    accepted: Counter = field(default_factory=Counter)  # login -> times
    attempts: Counter = field(default_factory=Counter)

    def note(self, entry: dict) -> None:
        connection = self.connections.setdefault(entry["connection"], Connection())
        connection.flights = max(connection.flights, entry.get("flight", 0))
        match entry["event"]:
            case "handshake":
                connection.handshake = entry["text"]
            case "login":
                self.attempts[entry["login"]] += 1
                self.accepted[entry["login"]] += entry["outcome"] == "accepted"
            case "disconnected":
                connection.is_over = True

    def is_complete(self) -> bool:
        return all(connection.is_over for connection in self.connections.values())

    def resumed(self) -> int:
        return sum("resumed" in connection.handshake for connection in self.connections.values())


class Journal:
    """A file that pecmock adds to while it is read."""

    def __init__(self, path: Path):
        self.file = path.open("rb")

    def close(self) -> None:
        self.file.close()

    def skip(self) -> None:
        """What was written so far is of no interest."""
        self.file.seek(0, 2)

    def read(self) -> Witness:
        """Of all that happened since `skip`, once every connection is over."""
        witness, rest, until = Witness(), b"", time.monotonic() + PATIENCE
        while time.monotonic() < until:
            *lines, rest = (rest + self.file.read()).split(b"\n")
            for line in lines:
                witness.note(json.loads(line))
            if not rest and witness.is_complete():
                break
            time.sleep(0.02)
        return witness
