"""Completions for bash, zsh and fish, from the tables of a program."""

BASH = """\
# bash completion for {name}; made from its option tables.
_{name}() {{
  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD - 1]}} command= words= options= argument= word option i n=0
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${{COMP_WORDS[i]}}
    case "$command $word" in
{commands}
    esac
  done
  case $command in
{tables}
  esac
  for option in $options; do
    [[ ${{option%%=*}} != "$prev" || $option != *=* ]] || argument=${{option#*=}}
  done
  if [[ -z $argument && $cur == -* ]]; then
    mapfile -t COMPREPLY < <(for option in $options --help --version; do compgen -W "${{option%%=*}}" -- "$cur"; done)
    return
  fi
  if [[ -z $argument ]]; then # a word: the n-th, or the last kind of word that there is
    for ((i = 1 + $(set -- $command; echo $#); i < COMP_CWORD; i++)); do
      [[ ${{COMP_WORDS[i]}} == -* || " $options" == *" ${{COMP_WORDS[i - 1]}}="* ]] || ((++n))
    done
    for word in $words; do
      argument=$word
      ((n-- > 0)) || break
    done
  fi
  case $argument in
{values}
  esac
}}
complete -F _{name} {name}
"""


def option_words(options):
    return " ".join(f"{spelling}={o.argument}" if o.argument else spelling for o in options for spelling in o.spellings())


def placeholders(program):
    """Every placeholder of an option or a word, once."""
    found = {}
    for command in program.commands:
        found |= dict.fromkeys([o.argument for o in command.options if o.argument] + command.words())
    return list(found)


def first_words(program):
    return [command.name for command in program.top() if command.name]


def word_placeholders(program, command):
    actions = program.actions(command.name)
    return ["|".join(action.name.split()[-1] for action in actions)] if actions else command.words()


def is_literal(program, placeholder):
    return placeholder.islower() and bool(program.values_of(placeholder))


def bash(program):
    commands = [f'      " {command.name}" | "{" ".join(command.name.split()[:-1])} {command.name.split()[-1]}") command="{command.name}" ;;'
                if " " in command.name else f'      " {command.name}") command={command.name} ;;'
                for command in program.commands if command.name]
    tables = [f'    {repr(command.name) if not command.name or " " in command.name else command.name}) '
              f"words='{' '.join(word_placeholders(program, command))}' options='{option_words(command.options)}' ;;"
              for command in program.commands]
    if not any(not command.name for command in program.commands):
        tables.insert(0, f"    '') words='{'|'.join(first_words(program))}' ;;")
    values = []
    for placeholder in [*placeholders(program), *(w for c in program.commands for w in word_placeholders(program, c)), "|".join(first_words(program))]:
        known = program.values_of(placeholder)
        if known is None:
            values.append(f"    '{placeholder}') compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\") ;;")
        elif known:
            suffix = "=" if placeholder == "F=PATH" else ""
            space = "compopt -o nospace 2>/dev/null; " if suffix else ""
            words = " ".join(word + suffix for word in known)
            values.append(f"    '{placeholder}') {space}mapfile -t COMPREPLY < <(compgen -W '{words}' -- \"$cur\") ;;")
    return BASH.format(name=program.name, commands="\n".join(commands), tables="\n".join(tables),
                       values="\n".join(dict.fromkeys(values)) or "    *) ;;")


def zsh_quoted(text):
    return text.replace("'", "'\\''").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:")


def zsh_action(program, placeholder):
    known = program.values_of(placeholder)
    if known is None:
        return "_files"
    return f"({' '.join(known)})" if known else " "


def zsh_specs(program, command):
    for option in command.options:
        others = [s for o in command.options for s in o.spellings()
                  if o is option or option.one_of and o.one_of == option.one_of]
        repeat = "*" if option.repeatable else f"({' '.join(others)})"
        value = f":{zsh_quoted(option.argument)}:{zsh_action(program, option.argument)}" if option.argument else ""
        for spelling in option.spellings():
            yield f"'{repeat}{spelling}[{zsh_quoted(option.help)}]{value}'"
    for number, word in enumerate(word_placeholders(program, command), start=1):
        place = "*" if word.endswith(("…", "...")) else str(number)
        if program.values_of(word) != []:  # else zsh would stop at "some word", and offer no options
            yield f"'{place}:{zsh_quoted(word)}:{zsh_action(program, word)}'"


def zsh_function(program, name, commands, body_of_none):
    """A function that takes the first word for one of `commands`, and hands the rest to that one's own function."""
    lines = [f"{name}() {{", "  local curcontext=$curcontext state line"]
    rows = " ".join(f"'{command.name.split()[-1]}:{zsh_quoted(command.about.split('. ')[0])}'" for command in commands)
    lines += [f"  local -a commands=({rows})", "  _arguments -C " + " ".join([*body_of_none, "'1: :->command'", "'*:: :->rest'"]),
              "  case $state in", "    command) _describe -t commands command commands ;;", "    rest)", "      case $words[1] in"]
    for command in commands:
        lines.append(f"        {command.name.split()[-1]}) {name}_{command.name.split()[-1]} ;;")
    return [*lines, "      esac ;;", "  esac", "}", ""]


def zsh(program):
    general = ["'(-h --help)'{-h,--help}'[help]'", "'(-V --version)'{-V,--version}'[version]'"]
    lines = [f"#compdef {program.name}", f"# zsh completion for {program.name}; made from its option tables.", ""]
    for command in program.commands:
        name = f"_{program.name}" + "".join(f"_{word}" for word in command.name.split())
        actions = program.actions(command.name) if command.name else []
        if actions:
            lines += zsh_function(program, name, actions, [])
        elif command.name:
            specs = [*zsh_specs(program, command), *general]
            lines += [f"{name}() {{", "  _arguments " + " \\\n    ".join(specs), "}", ""]
    own = next((command for command in program.commands if not command.name), None)
    if own is None:
        lines += zsh_function(program, f"_{program.name}", program.top(), general)
    else:  # a scenario, or one of the commands
        named = [command for command in program.top() if command.name]
        begin = zsh_function(program, f"_{program.name}", named, [*list(zsh_specs(program, own))[:-1], *general])
        words = " ".join(program.values_of(own.words()[-1]))
        lines += [line.replace("commands command commands ;;", f"commands command commands; compadd {words} ;;") for line in begin]
    return "\n".join([*lines, f'_{program.name} "$@"', ""])


def fish_quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def fish_condition(program, command):
    words = command.name.split()
    conditions = [f"__fish_seen_subcommand_from {word}" for word in words]
    actions = program.actions(command.name) if command.name else []
    if not words:
        conditions.append("not __fish_seen_subcommand_from " + " ".join(first_words(program)))
    elif len(words) == 1 and not actions:  # an action may be called as another command is
        parents = sorted({c.name.split()[0] for c in program.commands if " " in c.name} - set(words))
        conditions += [f"not __fish_seen_subcommand_from {parent}" for parent in parents]
    return "; and ".join(conditions)


def fish_value(program, placeholder):
    known = program.values_of(placeholder)
    if known is None:
        return " -r -F"
    suffix = "=" if placeholder == "F=PATH" else ""
    return " -x" + (f" -a {fish_quoted(' '.join(word + suffix for word in known))}" if known else "")


def fish(program):
    begin = f"complete -c {program.name}"
    lines = [f"# fish completion for {program.name}; made from its option tables.", f"{begin} -f",
             f"{begin} -s h -l help -d help", f"{begin} -l version -d version"]
    none = "not __fish_seen_subcommand_from " + " ".join(first_words(program))
    for command in program.commands:
        words = command.name.split()
        if len(words) == 1:
            lines.append(f"{begin} -n '{none}' -a {words[0]} -d {fish_quoted(command.about.split('. ')[0])}")
        condition = fish_condition(program, command)
        for action in program.actions(command.name) if command.name else []:
            others = " ".join(a.name.split()[-1] for a in program.actions(command.name))
            lines.append(f"{begin} -n '{condition}; and not __fish_seen_subcommand_from {others}' -a {action.name.split()[-1]} "
                         f"-d {fish_quoted(action.about.split('. ')[0])}")
        for option in command.options:
            letter = f" -s {option.letter}" if option.letter else ""
            value = fish_value(program, option.argument) if option.argument else ""
            lines.append(f"{begin} -n '{condition}'{letter} -l {option.name}{value} -d {fish_quoted(option.help)}")
        for word in command.words() if not program.actions(command.name or " ") else []:
            known = program.values_of(word)
            if known is None:
                lines.append(f"{begin} -n '{condition}' -F")
            elif known:
                lines.append(f"{begin} -n '{condition}' -a {fish_quoted(' '.join(known))}")
    return "\n".join(lines) + "\n"


def scripts(program):
    """By path below the folder of shared data, where each shell looks."""
    return {f"bash-completion/completions/{program.name}": bash(program),
            f"zsh/vendor-completions/_{program.name}": zsh(program),
            f"fish/vendor_completions.d/{program.name}.fish": fish(program)}
