"""Manual pages name every option, and mandoc finds nothing to say about them."""
import re
import subprocess
import unittest

import written
from written import MANUALS, PECMOCK, PECPROBE

PAGES = sorted(MANUALS.glob("man/**/*.1"))


def shown(path):
    """The page as a reader sees it, each word unbroken and without overstriking."""
    text = subprocess.run(["mandoc", "-Tutf8", "-Owidth=200", path], check=True, capture_output=True).stdout.decode()
    return re.sub(".\b", "", text)


class Manual(unittest.TestCase):
    def test_is_there_for_each_program_and_command_in_both_languages(self):
        names = {"pecprobe", *(f"pecprobe-{command.name}" for command in PECPROBE.top())}
        self.assertEqual({page.stem for page in PAGES if page.parent.parent.name == "it"}, names)
        self.assertEqual({page.stem for page in PAGES if page.parent.parent.name == "man"}, names | {"pecmock"})

    def test_is_clean_for_mandoc(self):
        said = subprocess.run(["mandoc", "-Tlint", "-Wstyle", *PAGES], capture_output=True, text=True)
        self.assertEqual((said.returncode, said.stdout), (0, ""))

    def test_names_every_option_of_its_command(self):
        for language in ("", "it/"):
            for command in PECPROBE.top():
                page = shown(MANUALS / f"man/{language}man1/pecprobe-{command.name}.1")
                for part in PECPROBE.actions(command.name) or [command]:
                    for spelling in written.spellings(part):
                        with self.subTest(page=command.name, part=part.name, language=language):
                            self.assertRegex(page, rf"(?m)^ +(-\w, )?{re.escape(spelling)}\b")

    def test_of_pecmock_names_every_option(self):
        page = shown(MANUALS / "man/man1/pecmock.1")
        for command in PECMOCK.commands:
            for spelling in written.spellings(command):
                self.assertRegex(page, rf"(?m)^ +{spelling}\b")

    def test_explains_an_option_as_help_does(self):
        page = " ".join(shown(MANUALS / "man/man1/pecprobe-check.1").split())
        [option] = [option for option in PECPROBE.find("check").options if option.name == "check-sender"]
        self.assertIn(option.help, page)


if __name__ == "__main__":
    written.main("mandoc")
