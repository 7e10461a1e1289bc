"""Who works on which processors: clients do not share theirs with the servers and the link, as on a real network."""
import os
import shutil

_AVAILABLE = sorted(os.sched_getaffinity(0))
_HALF = len(_AVAILABLE) // 2
ARE_SHARED = _HALF == 0 or shutil.which("taskset") is None
CLIENTS = _AVAILABLE if ARE_SHARED else _AVAILABLE[:_HALF]
SERVERS = _AVAILABLE if ARE_SHARED else _AVAILABLE[_HALF:]


def on(processors: list[int]) -> list[str]:
    """What has to stand before a command."""
    return [] if ARE_SHARED else ["taskset", "--cpu-list", ",".join(map(str, processors))]


def sentence() -> str:
    if ARE_SHARED:
        return "Clients, servers and link share all processors."
    return f"Clients have {counted(CLIENTS)} of their own, servers and link {counted(SERVERS)}."


def counted(processors: list[int]) -> str:
    return f"{len(processors)} processor{'s' if len(processors) > 1 else ''}"
