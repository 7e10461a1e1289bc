"""Completion in a real bash."""
import os
import shlex
import subprocess
import tempfile
import unittest

import written
from written import CODES, MANUALS, PECMOCK, PECPROBE


def completed(*words, folder=None):
    """What bash offers for the last of the words."""
    program = words[0]
    script = (f"source {shlex.quote(str(MANUALS / 'bash-completion/completions' / program))}\n"
              f"COMP_WORDS=({' '.join(shlex.quote(word) for word in words)}); COMP_CWORD={len(words) - 1}\n"
              f"_{program}; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
    said = subprocess.run(["bash", "--norc", "--noprofile", "-c", script], cwd=folder, capture_output=True, text=True)
    assert not said.stderr, said.stderr
    return set(said.stdout.split())


class Bash(unittest.TestCase):
    def test_offers_every_option_of_each_command(self):
        for program in (PECPROBE, PECMOCK):
            for command in program.commands:
                if program.actions(command.name or " "):
                    continue
                with self.subTest(program=program.name, command=command.name):
                    offered = completed(program.name, *command.name.split(), "-")
                    self.assertEqual(offered, written.spellings(command) | {"--help", "--version"})

    def test_offers_commands_and_actions(self):
        self.assertEqual(completed("pecprobe", ""), {command.name for command in PECPROBE.top()})
        self.assertEqual(completed("pecprobe", "rotate", "l"), {"list"})
        self.assertEqual(completed("pecprobe", "report", "m"), {"merge"})
        self.assertEqual(completed("pecprobe", "receipt", ""), {"verify"})

    def test_offers_the_values_of_an_option(self):
        self.assertEqual(completed("pecprobe", "check", "--two-step", ""), {"on", "off", "unknown"})
        self.assertEqual(completed("pecprobe", "batch", "a.csv", "--format", "j"), {"json", "jsonl", "junit"})
        self.assertEqual(completed("pecprobe", "check", "--report", "js"), {"json=", "jsonl="})
        self.assertEqual(completed("pecprobe", "check", "--provider", "legal"), {"legalmail"})

    def test_offers_codes_scenarios_and_files(self):
        self.assertEqual(completed("pecprobe", "explain", "auth_r"), {code for code in CODES if code.startswith("auth_r")})
        self.assertEqual(completed("pecmock", "show", "password-expired-"), {"password-expired-unsaid"})
        with tempfile.TemporaryDirectory() as folder:
            open(os.path.join(folder, "accounts.csv"), "w").close()
            self.assertEqual(completed("pecprobe", "batch", "acc", folder=folder), {"accounts.csv"})
            self.assertEqual(completed("pecprobe", "report", "diff", "x", "acc", folder=folder), {"accounts.csv"})
            self.assertEqual(completed("pecprobe", "check", "--ca-file", "acc", folder=folder), {"accounts.csv"})

    def test_offers_nothing_where_nobody_knows(self):
        self.assertEqual(completed("pecprobe", "check", "--login", ""), set())
        self.assertEqual(completed("pecprobe", "serve", ""), set())


if __name__ == "__main__":
    written.main("bash")
