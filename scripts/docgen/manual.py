"""Manual pages (man(7), for man-db, groff and mandoc): one for each program and one for each command."""
import datetime
import os
import re
import textwrap

TITLES = {
    "en": {"name": "NAME", "synopsis": "SYNOPSIS", "description": "DESCRIPTION", "commands": "COMMANDS", "options": "OPTIONS",
           "examples": "EXAMPLES", "exit": "EXIT STATUS", "files": "FILES", "see": "SEE ALSO",
           "purpose": "tests PEC mailboxes over IMAP, POP3 and SMTP",
           "own_providers": "the person's own rows of the provider table",
           "state": "dates of passwords, and refusals that are remembered",
           "more": "Every option is also explained by", "status": "As of"},
    "it": {"name": "NOME", "synopsis": "SINTASSI", "description": "DESCRIZIONE", "commands": "COMANDI", "options": "OPZIONI",
           "examples": "ESEMPI", "exit": "STATO DI USCITA", "files": "FILE", "see": "VEDERE ANCHE",
           "purpose": "prova caselle PEC via IMAP, POP3 e SMTP",
           "own_providers": "righe proprie della tabella dei gestori",
           "state": "date delle password e rifiuti ricordati",
           "more": "Ogni opzione è spiegata anche da", "status": "Come"},
}
MOCK_PURPOSE = "IMAP, POP3 and SMTP mock servers that play a PEC provider"

MOCK_EXIT = ("0, or 1 for a mistake in a scenario file, 2 for one in the command line, 3 for a port that is taken or a file that "
             "cannot be written.")


def escaped(text):
    """Text as roff shows it: no control line, no escape, and hyphens that can be searched for."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line.startswith((".", "'")) else line for line in text.splitlines())


def sentence(text):
    """Prose on short lines, none of which is a control line. Hyphens of options are as they are typed."""
    text = re.sub(r"(?<![\w-])--?(?=\w)", lambda m: m[0].replace("-", "\\-"), text.replace("\\", "\\e"))
    wide = re.sub(r"[^\x00-\x7f]", lambda m: m[0] + "\0" * 7, text)  # mandoc counts such a letter as eight bytes
    lines = [line.replace("\0", "") for line in textwrap.wrap(wide, 78, break_long_words=False, break_on_hyphens=False)]
    return "\n".join("\\&" + line if line.startswith((".", "'")) else line for line in lines)


def date():
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc) if epoch else datetime.datetime.now()
    return moment.strftime("%Y-%m-%d")


def head(title, program, words, purpose):
    return [f'.TH {title.upper()} 1 {date()} "{program.name} {program.version}"', f'.SH {words["name"]}',
            f"{escaped(title)} \\- {escaped(purpose)}"]


def option_lines(options):
    group = None
    for option in options:
        if option.group != group:
            group = option.group
            yield f'.SS "{sentence(group)}"'
        value = f" \\fI{escaped(option.argument)}\\fR" if option.argument else ""
        yield ".TP"
        yield ", ".join(f"\\fB{escaped(spelling)}\\fR" for spelling in option.spellings()) + value
        yield sentence(option.help)


def example_lines(text):
    return [".nf", *(escaped(line.strip()) for line in text.splitlines()), ".fi"]


def exit_lines(program):
    """The paragraph of the first command's help that explains the exit status, up to where it points elsewhere."""
    paragraph = program.commands[0].further.strip().split("\n\n")[-1]
    told = " ".join(paragraph.split()).split(": ", 1)[1]
    return [sentence(told.split(". ")[0] + ".")]


def own_exit_lines(command):
    for paragraph in command.further.split("\n\n"):
        told = re.match(r"[^:\n]+: (0 .*)", " ".join(paragraph.split()))
        if told:
            return [sentence(told[1])]
    return []


def program_page(program):
    words = TITLES[program.lang]
    is_mock = program.name == "pecmock"
    lines = head(program.name, program, words, MOCK_PURPOSE if is_mock else words["purpose"])
    lines += [f'.SH {words["synopsis"]}']
    for command in program.top():
        lines += [escaped(command.usage), ".br"]
    lines[-1:] = [f'.SH {words["commands"]}']
    for command in program.top():
        lines += [".TP", f"\\fB{escaped(command.name or program.name)}\\fR", sentence(command.about)]
    if is_mock:
        lines += [f'.SH {words["options"]}', *option_lines([o for c in program.commands for o in c.options]),
                  f'.SH {words["exit"]}', sentence(MOCK_EXIT), f'.SH {words["see"]}', "pecprobe(1)"]
        return "\n".join(lines) + "\n"
    lines += [f'.SH {words["options"]}', words["more"], f"\\fB{program.name}\\fR \\fICOMMAND\\fR \\fB\\-\\-help all\\fR.",
              ".TP", "\\fB\\-h\\fR, \\fB\\-\\-help\\fR [\\fIall\\fR|\\fIjson\\fR]", ".TQ", "\\fB\\-V\\fR, \\fB\\-\\-version\\fR",
              f'.SH {words["exit"]}', *exit_lines(program), f'.SH {words["files"]}',
              ".TP", "\\fI~/.config/pecprobe/providers.toml\\fR", words["own_providers"],
              ".TP", "\\fI~/.local/state/pecprobe/state.sqlite\\fR", words["state"],
              f'.SH {words["examples"]}', *example_lines(program.commands[0].examples), f'.SH {words["see"]}',
              *(f"{program.name}\\-{command.name}(1)," for command in program.top()), "pecmock(1)"]
    return "\n".join(lines) + "\n"


def command_page(program, command):
    words = TITLES[program.lang]
    title = f"{program.name}-{command.name}"
    parts = program.actions(command.name) or [command]
    lines = head(title, program, words, re.split(r"[,.:;] |\.$", command.about)[0])
    lines += [f'.SH {words["synopsis"]}']
    for part in parts:
        lines += [escaped(part.usage), ".br"]
    lines[-1:] = [f'.SH {words["description"]}', sentence(command.about)]
    if parts == [command]:
        lines += [f'.SH {words["options"]}', *option_lines(command.options)]
    else:
        for part in parts:
            lines += [f".SH {part.name.split()[-1].upper()}", sentence(part.about), *option_lines(part.options)]
    status = own_exit_lines(command) or [f'{words["status"]} {program.name}(1).']
    lines += [f'.SH {words["exit"]}', *status, f'.SH {words["examples"]}', *example_lines(command.examples),
              f'.SH {words["see"]}', f"{program.name}(1)"]
    return "\n".join(lines) + "\n"


def pages(program):
    """By path below the folder of manuals."""
    folder = "man1" if program.lang == "en" else f"{program.lang}/man1"
    found = {f"{folder}/{program.name}.1": program_page(program)}
    if program.name != "pecmock":
        found |= {f"{folder}/{program.name}-{command.name}.1": command_page(program, command) for command in program.top()}
    return found
