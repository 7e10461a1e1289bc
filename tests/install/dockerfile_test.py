"""The Dockerfile names only what there is: scripts with their options, presets, targets, stages. Building it needs an engine and a
network: that is not tested; what it runs is, in a bare Debian (scripts/package, scripts/bare-machine)."""
import json
import os
import re
import shutil
import subprocess
import unittest

import installed
from installed import ROOT

FILE = ROOT / "scripts/Dockerfile"
RELEASES = {"12": "bookworm"}  # of Debian, by the number that scripts/setup names


def instructions():
    """Each with its words, in order; lines that go on are joined, comments left out."""
    text = re.sub(r"^#.*\n", "", FILE.read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    return [line.split(maxsplit=1) for line in text.splitlines() if line.strip()]


def of(kind):
    return [words for name, words in instructions() if name == kind]


class Dockerfile(unittest.TestCase):
    def test_is_built_on_the_release_that_setup_is_for(self):
        release = re.search(r"on Debian (\d+)", (ROOT / "scripts/setup").read_text())[1]
        for image in of("FROM"):
            self.assertRegex(image, rf"^debian:{RELEASES[release]}-slim\b")

    def test_runs_scripts_with_options_that_they_have(self):
        runs = re.findall(r"\./(scripts/\S+)((?: --?\w+)*)", " ".join(of("RUN")))
        self.assertTrue(runs)
        for script, options in runs:
            said = subprocess.run([ROOT / script, "--help"], check=True, capture_output=True, text=True).stdout
            for option in options.split():
                self.assertIn(f"[{option}]", said)

    def test_builds_presets_and_targets_that_there_are(self):
        runs = " ".join(of("RUN"))
        presets = json.loads((ROOT / "CMakePresets.json").read_text())
        for kind, pattern in (("configurePresets", r"cmake --preset (\w+)"), ("buildPresets", r"cmake --build --preset (\w+)")):
            self.assertLessEqual(set(re.findall(pattern, runs)), {preset["name"] for preset in presets[kind]})
        targets = re.search(r"--target ([\w ]+)", runs)[1].split()
        dry = subprocess.run([os.environ["CMAKE_PROGRAM"], "--build", os.environ["PECPROBE_BUILD"], "--target", *targets, "--", "-n"],
                             capture_output=True, text=True)
        self.assertEqual((dry.returncode, dry.stderr), (0, ""))

    def test_has_commands_that_a_shell_understands(self):
        for command in of("RUN"):
            self.assertEqual(subprocess.run(["sh", "-n", "-c", command]).returncode, 0, command)

    def test_takes_from_stages_that_there_are(self):
        stages = [image.split()[-1] for image in of("FROM")]
        for copied in of("COPY"):
            for stage in re.findall(r"--from=(\S+)", copied):
                self.assertIn(stage, stages[:-1])

    def test_leaves_the_builds_of_this_computer_out(self):
        self.assertIn("build", (ROOT / ".dockerignore").read_text().split())

    def test_ends_in_a_program_that_is_installed_and_not_run_by_root(self):
        program = json.loads(of("ENTRYPOINT")[0])[0]
        with installed.tree() as prefix:
            self.assertTrue((prefix / "bin" / program).is_file())
        user = of("USER")[-1]
        self.assertIn(f"useradd --create-home {user}", of("RUN")[-1])

    def test_satisfies_hadolint(self):
        if shutil.which("hadolint") is None:
            self.skipTest("hadolint is not installed, and not among Debian's packages")
        said = subprocess.run(["hadolint", FILE], capture_output=True, text=True)
        self.assertEqual(said.returncode, 0, said.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
