"""Tables of options for people who read them in a repository."""

BEGIN = "<!-- options: written by scripts/gen-docs; do not edit -->"
END = "<!-- end of options -->"


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
             "([`command_table.cpp`](command_table.cpp), [`option_table.cpp`](option_table.cpp))."]
    for command in program.commands:
        lines += ["", f"## {program.name} {command.name}", "", f"`{command.usage}`", "", cell(command.about)]
        if command.options:
            lines += ["", *table(command.options)]
    return "\n".join(lines) + "\n"


def with_table(text, program):
    """A page with its part between the markers written anew."""
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    options = [option for command in program.commands for option in command.options]
    return before + "\n".join([BEGIN, *table(options), END]) + after
