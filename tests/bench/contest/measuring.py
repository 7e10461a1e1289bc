"""One run of one contestant: what it cost, what it said, what the server saw."""
import json
import os
import statistics
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from . import accounts
from .contestants import Contestant, Task
from .journal import Witness
from .stage import Stage

RUN_LIMIT = 900  # seconds


@dataclass(frozen=True)
class Run:
    logins: int
    seconds: float
    cpu_seconds: float
    peak_kib: int  # of its largest process
    wrong_verdicts: int
    round_trips: float  # per login, as the server counted them
    resumed: int  # handshakes
    repeated_logins: int  # attempts beyond one for each account

    @property
    def rate(self) -> float:
        return self.logins / self.seconds

    @property
    def cpu_ms(self) -> float:
        return 1000 * self.cpu_seconds / self.logins


@dataclass(frozen=True)
class Point:
    """What is measured: where and how."""
    stage: Stage
    protocol: str
    in_flight: int
    refused_every: int


class Stopwatch:
    def __init__(self, program: Path):
        self.program = program

    def run(self, contestant: Contestant, point: Point, count: int) -> Run:
        with tempfile.TemporaryDirectory(dir=point.stage.folder) as name:
            folder = Path(name)
            server = point.stage.servers[contestant.handshakes]
            task = Task(server, point.protocol, accounts.first(count, point.refused_every),
                        min(point.in_flight, count), folder)
            command = contestant.command(task)
            server.forget()
            cost_file, output_file = folder / "cost.json", folder / "output"
            with output_file.open("wb") as output:
                result = subprocess.run([*point.stage.way.at_client(), self.program, cost_file, *command], cwd=folder,
                                        env={**os.environ, "HOME": name, "XDG_STATE_HOME": name}, timeout=RUN_LIMIT,
                                        stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE)
            if not cost_file.exists():
                raise RuntimeError(f"{contestant.name} does not start: {result.stderr.decode(errors='replace').strip()}")
            said = contestant.verdicts(output_file.read_text())
            witness = server.journal.read()
            self.explain(contestant, said, result.stderr)
            return judged(task, json.loads(cost_file.read_text()), said, witness)

    @staticmethod
    def explain(contestant: Contestant, said: dict[str, str], complaints: bytes) -> None:
        if not said:
            lines = complaints.decode(errors="replace").strip().splitlines()
            raise RuntimeError(f"{contestant.name} gave no verdict: {lines[-1] if lines else 'and no reason'}")


def judged(task: Task, cost: dict, said: dict[str, str], witness: Witness) -> Run:
    # A pass without a login that the server accepted would be no verdict either.
    wrong = sum(said.get(account.login) != account.verdict or (witness.accepted[account.login] > 0) != account.is_right
                for account in task.accounts)
    # Of those that got to their end.
    round_trips = [connection.round_trips() for connection in witness.connections.values() if connection.flights > 0]
    return Run(logins=len(task.accounts), seconds=cost["wall_s"], cpu_seconds=cost["cpu_s"], peak_kib=cost["peak_kib"],
               wrong_verdicts=wrong, round_trips=statistics.median(round_trips) if round_trips else 0,
               resumed=witness.resumed(), repeated_logins=sum(witness.attempts.values()) - len(task.accounts))
