"""scripts/pre-commit in a repository of the test's own: git calls it, and it keeps what is not in order from being committed."""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ["scripts/check", "scripts/lint-layers", "scripts/pre-commit", ".clang-format"]
TIDY = "int main() { return 0; }\n"
UNTIDY = "int main( ) {return 0;}\n"

if shutil.which("git") is None or shutil.which("clang-format") is None:
    print("pre_commit_test: git or clang-format is missing; scripts/setup --lint installs them", file=sys.stderr)
    sys.exit(125)


class PreCommit(unittest.TestCase):
    def setUp(self):
        self.files = tempfile.TemporaryDirectory(prefix="pre-commit-")
        self.folder = Path(self.files.name)
        for name in NEEDED:
            (self.folder / name).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, self.folder / name)
        self.git("init", "-q")
        self.git("add", ".")
        self.git("commit", "-q", "-m", "begin")

    def tearDown(self):
        self.files.cleanup()

    def run_here(self, *words) -> subprocess.CompletedProcess:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        identity = {f"GIT_{who}_{what}": "dev@pec.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        return subprocess.run(words, cwd=self.folder, env=environment | identity, capture_output=True, text=True)

    def git(self, *words) -> None:
        done = self.run_here("git", *words)
        self.assertEqual(done.returncode, 0, done.stderr)

    def commit(self, text) -> subprocess.CompletedProcess:
        place = self.folder / "protocols/base/main.cpp"  # the lowest layer
        place.parent.mkdir(parents=True)
        place.write_text(text)
        self.git("add", ".")
        return self.run_here("git", "commit", "-q", "-m", "change")

    def install(self) -> subprocess.CompletedProcess:
        return self.run_here("scripts/pre-commit", "--install")

    def test_lets_pass_what_is_in_order(self):
        self.assertEqual(self.install().returncode, 0)
        done = self.commit(TIDY)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_refuses_what_is_not(self):
        self.assertEqual(self.install().returncode, 0)
        done = self.commit(UNTIDY)
        self.assertEqual(done.returncode, 1)
        self.assertIn("check: found something: format", done.stderr)

    def test_may_be_installed_again(self):
        self.assertEqual([self.install().returncode, self.install().returncode], [0, 0])

    def test_leaves_the_hook_of_somebody_else_alone(self):
        hook = self.folder / ".git/hooks/pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\nexit 0\n")
        done = self.install()
        self.assertEqual((done.returncode, hook.read_text()), (1, "#!/bin/sh\nexit 0\n"))
        self.assertIn("let it call scripts/pre-commit", done.stderr)


if __name__ == "__main__":
    unittest.main()
