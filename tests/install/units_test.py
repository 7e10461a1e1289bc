"""Units of systemd: it understands them, they leave little within reach, and the program knows the options that they name."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from installed import ROOT

UNITS = sorted((ROOT / "scripts/systemd").glob("pecprobe-*"))
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
EXPOSED_AT_MOST = 2.0  # of 10


def call_of(service):
    """The command's words, without the program."""
    return re.search(r"^ExecStart=/usr/bin/pecprobe (.*)$", service.read_text(), re.MULTILINE)[1].split()


class Units(unittest.TestCase):
    def test_are_understood(self):
        with tempfile.TemporaryDirectory() as folder:
            copies = []
            for unit in UNITS:  # the program that they start has to be there
                copies.append(pathlib.Path(folder) / unit.name)
                copies[-1].write_text(unit.read_text().replace("/usr/bin/pecprobe", os.environ["PECPROBE_PROGRAM"]))
            said = subprocess.run(["systemd-analyze", "verify", "--man=no", *copies], capture_output=True, text=True)
        about_them = [line for line in said.stderr.splitlines() if "pecprobe" in line]
        self.assertEqual((said.returncode, about_them), (0, []))

    def test_leave_little_within_reach(self):
        for service in SERVICES:
            said = subprocess.run(["systemd-analyze", "security", "--offline=true", service], capture_output=True, text=True).stdout
            self.assertLessEqual(float(re.search(r"exposure level for \S+: ([\d.]+)", said)[1]), EXPOSED_AT_MOST, said)

    def test_name_options_that_the_command_has(self):
        said = subprocess.run([os.environ["PECPROBE_PROGRAM"], "--help", "json"], check=True, capture_output=True).stdout
        options = {row["name"]: {option["name"] for option in row["options"]} for row in json.loads(said)["commands"]}
        for service in SERVICES:
            command, *words = call_of(service)
            named = {word.removeprefix("--") for word in words if word.startswith("--")}
            self.assertTrue(named)
            self.assertLessEqual(named, options[command], service.name)

    def test_of_timers_start_a_service(self):
        timers = [unit for unit in UNITS if unit.suffix == ".timer"]
        self.assertTrue(timers)
        for timer in timers:
            self.assertIn(timer.with_suffix(".service"), SERVICES)


if __name__ == "__main__":
    if shutil.which("systemd-analyze") is None:
        print("systemd-analyze is not installed")
        sys.exit(125)
    unittest.main()
