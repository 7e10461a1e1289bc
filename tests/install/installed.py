"""The build, installed into a folder for one test."""
import contextlib
import os
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


@contextlib.contextmanager
def tree():
    """The folder of the prefix."""
    with tempfile.TemporaryDirectory(prefix="pecprobe-install-") as folder:
        subprocess.run([os.environ["CMAKE_PROGRAM"], "--install", os.environ["PECPROBE_BUILD"], "--prefix", folder], check=True,
                       stdout=subprocess.DEVNULL)
        yield pathlib.Path(folder)
