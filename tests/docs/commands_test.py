"""Commands that pages name, in blocks or in a line of text, are commands of the programs, with options that they have."""
import re
import subprocess
import unittest

import written
from written import ROOT

CALL = re.compile(r"(?<![\w/.`-])(?P<program>pecprobe|pecmock) (?P<rest>[^|;&`\n]*)")
TOLD_TO_BE_WRONG = {"--password"}  # the FAQ shows what is said of it
OF_ALL = {"--help", "--version"}


def calls(page):
    text = (ROOT / page).read_text().replace("\\\n", " ")
    code = re.findall(r"^ *```.*?^ *```$|`[^`\n]+`", text, re.MULTILINE | re.DOTALL)
    for block in code:
        for call in CALL.finditer(block.strip("`") if "\n" not in block else block):
            yield call["program"], re.sub(r" +#.*", "", call["rest"]).split()


def unknown(program, words):
    """Options that the command named by the first words does not have; or the first word, where it names none."""
    described = {"pecprobe": written.PECPROBE, "pecmock": written.PECMOCK}[program]
    names = {command.name: command for command in described.commands}
    command = names.get(" ".join(words[:2])) or names.get(words[0]) or names.get("")
    options = {word.split("=")[0].rstrip(",.)") for word in words if re.match(r"--?[a-z]", word)} - TOLD_TO_BE_WRONG
    if command is None and re.fullmatch(r"[a-z]+", words[0]):
        return {words[0]}
    return options - written.spellings(command) - OF_ALL if command is not None else set()


class Commands(unittest.TestCase):
    maxDiff = None

    def test_of_pages_are_understood(self):
        seen, wrong = 0, []
        for page in subprocess.run(["git", "-C", ROOT, "ls-files", "*.md"], capture_output=True, text=True, check=True).stdout.split():
            for program, words in calls(page):
                if words:
                    seen += 1
                    wrong += [f"{page}: {program} {' '.join(words)}: {word}" for word in sorted(unknown(program, words))]
        self.assertGreater(seen, 150)
        self.assertEqual(wrong, [])

    def test_with_a_mistake_are_not(self):
        self.assertEqual(unknown("pecprobe", ["check", "a@b.example", "--colour", "always"]), {"--colour"})
        self.assertEqual(unknown("pecprobe", ["chekc", "a@b.example"]), {"chekc"})
        self.assertEqual(unknown("pecprobe", ["rotate", "list", "--within=14d"]), set())


if __name__ == "__main__":
    written.main("git")
