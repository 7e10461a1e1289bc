"""Completion in a real fish."""
import os
import subprocess
import tempfile
import unittest

import written
from completion import Completion
from written import MANUALS


class Fish(Completion, unittest.TestCase):
    begun_option = "--"

    def completed(self, *words, folder=None):
        program = words[0]
        with tempfile.TemporaryDirectory() as home:
            script = f"source {MANUALS}/fish/vendor_completions.d/{program}.fish; complete -C \"{' '.join(words)}\""
            said = subprocess.run(["fish", "--no-config", "-c", script], cwd=folder, capture_output=True, text=True,
                                  env={"HOME": home, "PATH": os.environ["PATH"], "TERM": "dumb", "LC_ALL": "C.UTF-8"})
        self.assertEqual(said.stderr, "")
        # An option with a value is offered with "=" or without, as fish likes.
        return {offer.split("\t")[0].rstrip("=") for offer in said.stdout.splitlines()}

    def wanted_options(self, command):
        return {f"--{option.name}" for option in command.options}


if __name__ == "__main__":
    written.main("fish")
