"""The tables of both programs, and what was written from them."""
import os
import pathlib
import shutil
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
from docgen import commands  # noqa: E402

MANUALS = pathlib.Path(os.environ["PECPROBE_MANUALS"])
PECPROBE = commands.described(os.environ["PECPROBE_PROGRAM"], "--lang", "en")
PECMOCK = commands.described(os.environ["PECMOCK_PROGRAM"])
CODES = PECPROBE.values["CODE"]


def spellings(command):
    """Every option of a command as it is typed, those of all commands too."""
    return {spelling for option in command.options for spelling in option.spellings()}


def main(program):
    """Runs the tests, if the program that they need is here."""
    if shutil.which(program) is None:
        print(f"{program} is not installed")
        sys.exit(125)
    unittest.main()
