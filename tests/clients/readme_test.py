#!/usr/bin/python3
"""Whatever fixtures/README.md shows can be done with the built pecmock: its commands, its scenarios, its CI jobs."""
import os
import re
import signal
import subprocess
import tempfile
import unittest
from dataclasses import dataclass
from pathlib import Path

import yaml

import contract
from pecmock import PROGRAM

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "fixtures/README.md").read_text()
HEAD = 'title "a part of a scenario"\nsource none\n'
PORT = re.compile(r'("\w+"):\d+')


@dataclass
class Block:
    """One fenced block of the README."""
    language: str
    text: str
    section: str

    def file_name(self) -> str | None:
        """Of a block that shows a whole file: it stands in the first line."""
        name = re.match(r"# (\S+)\n", self.text)
        return name and name[1]


def blocks(language: str) -> list[Block]:
    found = re.finditer(r"^## ([^\n]+)$|^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    section, all_blocks = "", []
    for match in found:
        if match[1]:
            section = match[1]
        else:
            all_blocks.append(Block(match[2], match[3], section))
    return [block for block in all_blocks if block.language == language]


class TheReadme(unittest.TestCase):
    def setUp(self):
        files = tempfile.TemporaryDirectory(prefix="pecmock-readme-")
        self.addCleanup(files.cleanup)
        self.folder = Path(files.name)

    def run_in_order(self, *scripts: str) -> str:
        """What a CI job prints that runs these one after the other, each in a shell of its own."""
        for number, script in enumerate(scripts):
            (self.folder / f"step-{number}.sh").write_text(script)
        output = self.folder / "output"
        environment = contract.environment(self.folder)
        environment["PATH"] = f"{Path(PROGRAM).parent}:{environment['PATH']}"
        with output.open("w") as file:
            job = subprocess.Popen(["bash", "-c", "for step in step-*.sh; do bash -eo pipefail $step || exit; done"],
                                   cwd=self.folder, env=environment, stdout=file, stderr=subprocess.STDOUT,
                                   stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            status = job.wait(timeout=60)
        finally:
            os.killpg(job.pid, signal.SIGTERM)  # pecmock, which the scripts leave in the background
        self.assertEqual(status, 0, output.read_text())
        return output.read_text()

    def test_shows_what_its_commands_print(self):
        for commands, printed in zip(blocks("sh"), blocks("console"), strict=True):
            with self.subTest(section=commands.section):
                for file in [block for block in blocks("scn") if block.file_name()]:
                    (self.folder / file.file_name()).write_text(file.text)
                (self.folder / "ports.json").unlink(missing_ok=True)
                said = self.run_in_order(commands.text.replace("curl ", "curl --silent --show-error "))
                self.assertEqual(PORT.sub(r"\1:N", said.replace("\r", "")), PORT.sub(r"\1:N", printed.text))

    def test_shows_scenarios_without_a_mistake(self):
        shown = blocks("scn")
        self.assertGreaterEqual(len(shown), 4)
        for number, block in enumerate(shown):
            text = block.text if "title " in block.text else HEAD + block.text
            file = self.folder / f"{number}.scn"
            file.write_text(text)
            check = subprocess.run([PROGRAM, "check", file], capture_output=True, text=True)
            self.assertEqual((check.returncode, check.stderr), (0, ""), text)

    def test_shows_a_mistake_as_it_is_told(self):
        example = next(block for block in blocks("scn") if block.file_name() == "busy-server.scn")
        (self.folder / "busy-server.scn").write_text(example.text.replace("verdict reply", "verdict replay"))
        check = subprocess.run([PROGRAM, "check", "busy-server.scn"], cwd=self.folder, capture_output=True, text=True)
        begin, _, end = re.search(r"A mistake is told with its place: `([^`]+)(…)([^`]+)`", README).groups()
        self.assertTrue(check.stderr.startswith(begin), check.stderr)
        self.assertTrue(check.stderr.rstrip().endswith(end), check.stderr)

    def test_shows_a_test_program_that_is_compiled_and_passes_elsewhere(self):
        compiled = (ROOT / "tests/unit/fixtures_mock/embedded_mock_test.cpp").read_text()
        [shown] = blocks("cpp")
        for part in shown.text.strip().split("\n\n"):
            self.assertIn(part + "\n", compiled)

    def ci_job(self, file_name: str) -> dict:
        [block] = [block for block in blocks("yaml") if block.file_name() == file_name]
        return yaml.safe_load(block.text)

    def test_shows_a_github_job_that_works(self):
        steps = self.ci_job(".github/workflows/mail.yml")["jobs"]["mail"]["steps"]
        scripts = {step.get("name"): step["run"] for step in steps if "run" in step}
        self.assert_builds_pecmock(scripts["Build pecmock"])
        said = self.run_in_order(scripts["Start the mail servers"], scripts["Test"])
        self.assertIn("* SEARCH 1 2", said)

    def test_shows_a_gitlab_job_that_works(self):
        job = self.ci_job(".gitlab-ci.yml")["mail"]
        self.assert_builds_pecmock("\n".join(job["before_script"]))
        said = self.run_in_order("\n".join(job["script"]))
        self.assertIn('"outcome":"expired"', said)

    def assert_builds_pecmock(self, script: str):
        """Building takes minutes: only what it names is looked at."""
        self.assertTrue((ROOT / re.search(r"third_party/pecprobe/(scripts/\w+)", script)[1]).is_file())
        self.assertIn("cmake --build build/pecprobe --target pecmock\n", script)
        [folder] = re.findall(r"\$PWD/build/pecprobe/(\w+)", script)
        self.assertEqual(folder, Path(PROGRAM).parent.name)


if __name__ == "__main__":
    contract.main()
