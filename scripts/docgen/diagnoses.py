"""A page that explains every diagnosis and warning, from what `pecprobe explain` says."""
import json
import subprocess
from concurrent.futures import ThreadPoolExecutor

WORDS = {
    "en": {"title": "Diagnoses", "warnings": "Warnings", "intro": "What `pecprobe explain CODE` says of each; with `--provider ID` it names that provider's menus.",
           "retry": "a second try with nothing changed", "advice": "What to do", "causes": "Possible causes, and how to settle each",
           "tell": "For the provider", "retries": {"none": "not needed", "pointless": "pointless", "later": "later",
                                                  "dangerous": "may lock the mailbox"}},
    "it": {"title": "Diagnosi", "warnings": "Avvisi", "intro": "Che cosa dice `pecprobe explain CODICE` di ciascuna; con `--provider ID` nomina i menu di quel gestore.",
           "retry": "un secondo tentativo senza cambiare nulla", "advice": "Che cosa fare", "causes": "Cause possibili, e come accertarle",
           "tell": "Per il gestore", "retries": {"none": "non serve", "pointless": "inutile", "later": "più tardi",
                                                "dangerous": "può bloccare la casella"}},
}


def asked(program, lang, *arguments):
    said = subprocess.run([program, "explain", *arguments, "--lang", lang, "--format", "json"], check=True, capture_output=True)
    return json.loads(said.stdout)


def section(diagnosis, words):
    lines = ["", f"## {diagnosis['code']}", "", f"**{diagnosis['title']}** · `{diagnosis['verdict']}` · {words['retry']}: "
             f"{words['retries'][diagnosis['retry']]}", "", diagnosis["cause"]]
    if diagnosis["advice"]:
        lines += ["", f"{words['advice']}:", "", *(f"- {advice}" for advice in diagnosis["advice"])]
    if diagnosis["hypotheses"]:
        lines += ["", f"{words['causes']}:", ""]
        lines += [f"{n}. {h['why']} *{h['settle']}*" for n, h in enumerate(diagnosis["hypotheses"], start=1)]
    if diagnosis["tell_provider"]:
        lines += ["", f"{words['tell']}: «{diagnosis['tell_provider']}»"]
    return lines


def page(program, lang):
    words = WORDS[lang]
    lines = ["<!-- Written by scripts/gen-docs from what the program says; do not edit. -->", f"# {words['title']}", "", words["intro"]]
    known = asked(program, lang)
    with ThreadPoolExecutor() as pool:
        explained = list(pool.map(lambda row: asked(program, lang, row["code"])["diagnoses"], known["codes"]))
    lines += [line for diagnoses in explained for diagnosis in diagnoses for line in section(diagnosis, words)]
    lines += ["", f"# {words['warnings']}"]
    for row in known["warnings"]:
        lines += ["", f"## {row['code']}", "", row["text"]]
    return "\n".join(lines) + "\n"
