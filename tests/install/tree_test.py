"""Everything that belongs to the programs is installed below the prefix, and the installed programs run."""
import json
import subprocess
import unittest

import installed


class Tree(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.prefix = cls.enterClassContext(installed.tree())
        cls.files = {str(path.relative_to(cls.prefix)) for path in cls.prefix.rglob("*") if path.is_file()}

    def said(self, program, *arguments):
        return subprocess.run([self.prefix / "bin" / program, *arguments], check=True, capture_output=True, text=True).stdout

    def test_has_programs_that_know_their_version(self):
        self.assertRegex(self.said("pecprobe", "--version"), r"^pecprobe \d+\.\d+\.\d+ \(libcurl [\d.]+, OpenSSL [\d.]+\)\n$")
        self.assertRegex(self.said("pecmock", "--version"), r"^pecmock \d+\.\d+\.\d+\n$")

    def test_has_a_manual_page_for_each_command_in_both_languages(self):
        names = {row["name"].split()[0] for row in json.loads(self.said("pecprobe", "--help", "json"))["commands"]}
        for folder in ("share/man/man1", "share/man/it/man1"):
            self.assertLessEqual({f"{folder}/pecprobe-{name}.1" for name in names} | {f"{folder}/pecprobe.1"}, self.files)
        self.assertIn("share/man/man1/pecmock.1", self.files)

    def test_has_completions_for_three_shells(self):
        for program in ("pecprobe", "pecmock"):
            self.assertLessEqual({f"share/bash-completion/completions/{program}", f"share/zsh/vendor-completions/_{program}",
                                  f"share/fish/vendor_completions.d/{program}.fish"}, self.files)

    def test_has_every_schema_example_and_unit(self):
        def those_of(source, pattern, place):
            return {f"{place}/{path.name}" for path in (installed.ROOT / source).glob(pattern)}

        wanted = (those_of("probe/report/schema", "*.json", "share/pecprobe/schema")
                  | those_of("probe/config/examples", "*", "share/doc/pecprobe/examples")
                  | those_of("scripts/cluster", "*", "share/doc/pecprobe/cluster")
                  | those_of("scripts/systemd", "pecprobe-*", "lib/systemd/system")
                  | those_of("probe/serve/monitoring", "*.yml", "share/pecprobe/monitoring"))
        self.assertGreater(len(wanted), 10)
        self.assertLessEqual(wanted, self.files)

    def test_has_the_licence(self):
        licence = (self.prefix / "share/doc/pecprobe/copyright").read_text()
        self.assertEqual(licence, (installed.ROOT / "LICENSE").read_text())

    def test_has_nothing_elsewhere(self):
        self.assertEqual({file.split("/")[0] for file in self.files}, {"bin", "lib", "share"})


if __name__ == "__main__":
    unittest.main()
