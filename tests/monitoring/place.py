"""Where things are, and what is missing."""
import pathlib
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = ROOT / "probe/serve/monitoring"
sys.path[:0] = [str(ROOT / "scripts/interop"), str(ROOT / "tests/serve")]


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(125)


def reader(name):
    """The program that is installed, else the one that scripts/setup --readers unpacked."""
    from labkit import Unavailable, readers
    try:
        return shutil.which(name) or getattr(readers, name)()
    except Unavailable as reason:
        skip(reason)


try:
    import yaml  # noqa: F401
except ImportError:
    skip("python3-yaml is not installed")
