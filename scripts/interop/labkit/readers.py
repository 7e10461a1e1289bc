"""Programs that judge reports, unpacked: the package itself would start a service."""
from pathlib import Path

from .packages import Collection


def keep_promtool(root: Path) -> None:
    """The server itself is four times as large and never run."""
    (root / "usr/bin/prometheus").unlink(missing_ok=True)


READERS = Collection("the report readers", ("prometheus",), finish=keep_promtool, option="--readers")


def promtool() -> Path:
    """Unavailable when it was not fetched."""
    return READERS.cached() / "usr/bin/promtool"
