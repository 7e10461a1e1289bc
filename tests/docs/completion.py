"""What a shell has to offer where a word is begun. A shell's own test says only how it is asked."""
import os
import tempfile

from written import CODES, PECMOCK, PECPROBE


class Completion:
    """Beside unittest.TestCase. Shells implement completed(*words, folder=None): what is offered for the last of the words."""
    begun_option = "-"

    def wanted_options(self, command) -> set[str]:
        raise NotImplementedError

    def test_offers_every_option_of_each_command(self):
        for program in (PECPROBE, PECMOCK):
            for command in program.commands:
                if program.actions(command.name or " "):
                    continue
                with self.subTest(program=program.name, command=command.name):
                    offered = self.completed(program.name, *command.name.split(), self.begun_option)
                    self.assertEqual(offered, self.wanted_options(command) | {"--help", "--version"})

    def test_offers_commands_and_actions(self):
        self.assertEqual(self.completed("pecprobe", ""), {command.name for command in PECPROBE.top()})
        self.assertEqual(self.completed("pecprobe", "rotate", "l"), {"list"})
        self.assertEqual(self.completed("pecprobe", "report", "m"), {"merge"})
        self.assertEqual(self.completed("pecprobe", "receipt", "v"), {"verify"})

    def test_offers_the_values_of_an_option(self):
        self.assertEqual(self.completed("pecprobe", "check", "--two-step", ""), {"on", "off", "unknown"})
        self.assertEqual(self.completed("pecprobe", "check", "--provider", "legal"), {"legalmail"})

    def test_offers_codes_and_scenarios(self):
        self.assertEqual(self.completed("pecprobe", "explain", "auth_r"), {code for code in CODES if code.startswith("auth_r")})
        self.assertEqual(self.completed("pecmock", "show", "password-expired-"), {"password-expired-unsaid"})

    def test_offers_files(self):
        with tempfile.TemporaryDirectory() as folder:
            open(os.path.join(folder, "accounts.csv"), "w").close()
            self.assertEqual(self.completed("pecprobe", "batch", "acc", folder=folder), {"accounts.csv"})
            self.assertEqual(self.completed("pecprobe", "report", "diff", "x", "acc", folder=folder), {"accounts.csv"})
            self.assertEqual(self.completed("pecprobe", "check", "--ca-file", "acc", folder=folder), {"accounts.csv"})
