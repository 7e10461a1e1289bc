"""Completion in a real fish."""
import os
import subprocess
import tempfile
import unittest

import written
from written import CODES, MANUALS, PECMOCK, PECPROBE


def completed(line, folder=None):
    """What fish offers at the end of the line."""
    program = line.split()[0]
    with tempfile.TemporaryDirectory() as home:
        script = f"source {MANUALS}/fish/vendor_completions.d/{program}.fish; complete -C \"{line}\""
        said = subprocess.run(["fish", "--no-config", "-c", script], cwd=folder, capture_output=True, text=True,
                              env={"HOME": home, "PATH": os.environ["PATH"], "TERM": "dumb", "LC_ALL": "C.UTF-8"})
    assert not said.stderr, said.stderr
    return {offer.split("\t")[0] for offer in said.stdout.splitlines()}


class Fish(unittest.TestCase):
    def test_offers_every_option_of_each_command(self):
        for program in (PECPROBE, PECMOCK):
            for command in program.commands:
                if program.actions(command.name or " "):
                    continue
                with self.subTest(program=program.name, command=command.name):
                    offered = completed(f"{program.name} {command.name} --".replace("  ", " "))
                    wanted = {f"--{option.name}" for option in command.options}
                    # An option with a value is offered with "=" or without, as fish likes.
                    self.assertEqual({name.rstrip("=") for name in offered}, wanted | {"--help", "--version"})

    def test_offers_commands_and_actions(self):
        self.assertEqual(completed("pecprobe "), {command.name for command in PECPROBE.top()})
        self.assertEqual(completed("pecprobe rotate l"), {"list"})
        self.assertEqual(completed("pecprobe report m"), {"merge"})

    def test_offers_values(self):
        self.assertEqual(completed("pecprobe check --two-step "), {"on", "off", "unknown"})
        self.assertEqual(completed("pecprobe check --provider legal"), {"legalmail"})
        self.assertEqual(completed("pecprobe explain auth_r"), {code for code in CODES if code.startswith("auth_r")})
        self.assertEqual(completed("pecmock show password-expired-"), {"password-expired-unsaid"})

    def test_offers_files(self):
        with tempfile.TemporaryDirectory() as folder:
            open(os.path.join(folder, "accounts.csv"), "w").close()
            self.assertEqual(completed("pecprobe batch acc", folder), {"accounts.csv"})


if __name__ == "__main__":
    written.main("fish")
