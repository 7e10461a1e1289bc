"""Programs that judge reports, unpacked: the package itself would start a service."""
from pathlib import Path

from .packages import Collection

READERS = Collection("the report readers", ("prometheus",), recipe=2, option="--readers")


def promtool() -> Path:
    """Unavailable when it was not fetched."""
    return READERS.cached() / "usr/bin/promtool"


def prometheus() -> Path:
    """The server itself; likewise."""
    return READERS.cached() / "usr/bin/prometheus"
