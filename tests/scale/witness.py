"""What the mock servers saw of a run: which limits it kept."""
import collections
from dataclasses import dataclass


@dataclass
class Witness:
    """From the journals of all hosts."""
    journals: dict[str, list[dict]]

    def sessions(self) -> int:
        return sum(entry["event"] == "connected" for entries in self.journals.values() for entry in entries)

    def logins(self) -> collections.Counter:
        return collections.Counter((host, entry["protocol"], entry["login"]) for host, entries in self.journals.items()
                                   for entry in entries if entry["event"] == "login")

    def most_at_once(self) -> dict[str, int]:
        """Sessions by host."""
        return {host: peak(entries) for host, entries in self.journals.items()}

    def faults(self, per_host: int, rate: int, seconds: float):
        """What went beyond the limits of the run, as sentences."""
        for (host, protocol, login), times in self.logins().items():
            if times > 1:
                yield f"{login} was logged in {times} times over {protocol} at {host}"
        for host, most in self.most_at_once().items():
            if most > per_host:
                yield f"{host} had {most} sessions at once, and {per_host} are allowed"
        # Windows of a second: so many in each that begins within the run, the first one included.
        if self.sessions() > rate * (seconds + 1):
            yield f"{self.sessions()} sessions began in {seconds:.1f} s, and {rate} a second are allowed"


def peak(entries: list[dict]) -> int:
    """Sessions between their beginning and their login: until that is answered, the client cannot have left. When it has, and
    when it goes because it does not like a certificate, the server may learn of it later than of the next one."""
    logged_in = {entry["connection"] for entry in entries if entry["event"] == "login"}
    waiting: set[int] = set()
    most = 0
    for entry in entries:
        if entry["event"] == "connected" and entry["connection"] in logged_in:
            waiting.add(entry["connection"])
            most = max(most, len(waiting))
        elif entry["event"] == "login":
            waiting.discard(entry["connection"])
    return most
