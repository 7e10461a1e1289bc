"""`lab start` and `lab stop`: they talk to the supervisor through the state folder and signals."""
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from .state import Process, Record, remove_run_folder

PATIENCE = 40  # seconds until the supervisor has started, or ended, everything


def start(state: Path, program: Path) -> int:
    record = Record.read(state)
    if record is not None and record.supervisor.alive():
        print(f"lab: already running in {state}", file=sys.stderr)
        return 1
    if record is not None:
        stop(state)  # the remains of one that was killed
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (state / "supervisor.log").open("w") as log:
        supervisor = subprocess.Popen([sys.executable, program, "supervise", state], stdin=subprocess.DEVNULL,
                                      stdout=log, stderr=log, start_new_session=True)
    deadline = time.monotonic() + PATIENCE
    while not (state / "lab.json").exists():
        if supervisor.poll() is not None or time.monotonic() > deadline:
            return give_up(state, supervisor)
        time.sleep(0.02)
    return 0


def give_up(state: Path, supervisor: subprocess.Popen) -> int:
    status = supervisor.poll()
    print(f"lab: {(state / 'supervisor.log').read_text(errors='replace').strip()}", file=sys.stderr)
    if status is None:
        print(f"lab: not started within {PATIENCE} s", file=sys.stderr)
    stop(state)
    return status or 1


def stop(state: Path) -> int:
    """Ends the supervisor, which ends its servers; where it was killed, ends the servers themselves."""
    record = Record.read(state)
    if record is not None:
        end([record.supervisor])
        end(record.servers)
        remove_run_folder(Path(record.run))
    elif state.exists() and not (state / "supervisor.log").exists():
        print(f"lab: {state} is not the folder of a lab", file=sys.stderr)
        return 1
    shutil.rmtree(state, ignore_errors=True)
    return 0


def end(processes: list[Process]) -> None:
    for process in processes:
        process.signal(signal.SIGTERM)
    deadline = time.monotonic() + 10
    while any(process.alive() for process in processes) and time.monotonic() < deadline:
        time.sleep(0.02)
    for process in processes:
        process.signal(signal.SIGKILL)
