"""Completion in a real bash."""
import shlex
import subprocess
import unittest

import written
from completion import Completion
from written import MANUALS


class Bash(Completion, unittest.TestCase):
    def completed(self, *words, folder=None):
        program = words[0]
        script = (f"source {shlex.quote(str(MANUALS / 'bash-completion/completions' / program))}\n"
                  f"COMP_WORDS=({' '.join(shlex.quote(word) for word in words)}); COMP_CWORD={len(words) - 1}\n"
                  f"_{program}; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
        said = subprocess.run(["bash", "--norc", "--noprofile", "-c", script], cwd=folder, capture_output=True, text=True)
        self.assertEqual(said.stderr, "")
        return set(said.stdout.split())

    def wanted_options(self, command):
        return written.spellings(command)

    def test_offers_the_values_of_options_that_take_several(self):
        self.assertEqual(self.completed("pecprobe", "batch", "a.csv", "--format", "j"), {"json", "jsonl", "junit"})
        self.assertEqual(self.completed("pecprobe", "check", "--report", "js"), {"json=", "jsonl="})

    def test_offers_nothing_where_nobody_knows(self):
        self.assertEqual(self.completed("pecprobe", "check", "--login", ""), set())
        self.assertEqual(self.completed("pecprobe", "serve", ""), set())


if __name__ == "__main__":
    written.main("bash")
