"""The commands and options of a program, as `PROGRAM --help json` names them."""
import json
import re
import subprocess
from dataclasses import dataclass, field

FILES = ("FILE", "FILE.scn", "JOURNAL", "REPORT", "PATH")  # placeholders that stand for a file


@dataclass(frozen=True)
class Option:
    name: str
    letter: str
    argument: str
    group: str
    help: str
    repeatable: bool
    one_of: str

    def spellings(self):
        return ([f"-{self.letter}"] if self.letter else []) + [f"--{self.name}"]


@dataclass(frozen=True)
class Command:
    name: str  # "check", "rotate verify"; empty for a program that needs no word
    usage: str
    about: str
    examples: str
    further: str
    options: list[Option]

    def words(self):
        """Placeholders of the words that follow the name: FILE…, or words to choose from: convert|merge|diff."""
        words = re.sub(r"\[options\]|\[?--\S+ \S+", "", self.usage).split()
        return words[1 + len(self.name.split()):]


@dataclass
class Program:
    name: str
    version: str
    lang: str
    values: dict[str, list[str]]
    commands: list[Command] = field(default_factory=list)

    def find(self, name):
        return next(command for command in self.commands if command.name == name)

    def top(self):
        """The commands of one word, in the program's order."""
        return [command for command in self.commands if " " not in command.name]

    def actions(self, name):
        return [command for command in self.commands if command.name.startswith(name + " ")]

    def values_of(self, placeholder):
        """The words that can stand for a placeholder; None where it stands for a file, nothing where nobody knows."""
        bare = placeholder.strip("[]").removesuffix("…").removesuffix("...")
        if bare in FILES:
            return None
        if "|" in bare or bare.islower():
            return bare.split("|")
        return self.values.get(bare, [])


def described(program, *options):
    """A program's tables, by asking it; `options` say in which language."""
    told = json.loads(subprocess.run([program, "--help", "json", *options], check=True, capture_output=True).stdout)
    commands = [Command(row["name"], row["usage"], row["about"], row["examples"], row["further"],
                        [Option(**option) for option in row["options"]]) for row in told["commands"]]
    return Program(told["program"], told["version"], told["lang"], told["values"], commands)
