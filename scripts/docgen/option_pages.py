"""Tables of options for people who read them in a repository."""

import re

MARKED = re.compile(r"(<!-- options of (?P<command>[\w ]+): written by scripts/gen-docs; do not edit -->\n).*?(<!-- end of options -->)",
                    re.DOTALL)


def cell(text):
    return text.replace("|", "\\|").replace("<", "&lt;")


def rows(options):
    for option in options:
        value = f" {option.argument}" if option.argument else ""
        names = ", ".join(f"`{spelling}`" for spelling in option.spellings()[:-1] + [f"--{option.name}{value}"])
        yield f"| {cell(names)} | {cell(option.help)} |"


def table(options):
    return ["| option | |", "|---|---|", *rows(options)]


def page(program):
    lines = ["<!-- Written by scripts/gen-docs from the program's own tables; do not edit. -->", "# Commands and options", "",
             f"What `{program.name} COMMAND --help all` says, all of it. Manual pages and completions come from the same tables",
             "([`command_table.cpp`](command_table.cpp), [`option_table.cpp`](options/option_table.cpp))."]
    for command in program.commands:
        lines += ["", f"## {program.name} {command.name}", "", f"`{command.usage}`", "", cell(command.about)]
        if command.options:
            lines += ["", *table(command.options)]
    return "\n".join(lines) + "\n"


def own_and_shared(program, command):
    """A command's table without what it has from the first command, and a line that names that."""
    first = {option.name: option for option in program.commands[0].options}
    is_shared = [command.name != program.commands[0].name and first.get(option.name) == option for option in command.options]
    own = [option for option, shared in zip(command.options, is_shared) if not shared]
    names = [option.spellings()[0] for option, shared in zip(command.options, is_shared) if shared]
    return [*table(own), *(["", f"Of `{program.commands[0].name}`: `{' '.join(names)}`."] if names else [])]


def with_tables(text, programs):
    """A page with what stands between its markers written anew: `serve` for a command of pecprobe, `pecmock` for all of that."""
    def written(match):
        name = match["command"]
        if name in programs:
            lines = table([option for command in programs[name].commands for option in command.options])
        else:
            lines = own_and_shared(programs["pecprobe"], programs["pecprobe"].find(name))
        return match[1] + "\n".join(lines) + "\n" + match[3]
    return MARKED.sub(written, text)
