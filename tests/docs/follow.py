"""Does to copies of the sources what a page says: follow.py PAGE FOLDER. The sources keep their paths below FOLDER.

  <!-- new file: PATH -->   the block that follows is that file
  <!-- change: PATH -->     the block is a diff without line numbers: lines with + come after those with a blank, which are there once
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
STEP = re.compile(r"^( *)<!-- (new file|change): (\S+) -->\n\1```\w+\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)


def changed(text, diff, path):
    lines = diff.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if not line.startswith("+"))
    if text.count(before) != 1:
        raise SystemExit(f"follow: {path} does not have once what the page shows of it:\n{before}")
    return text.replace(before, "".join(line[1:] for line in lines))


def follow(page, folder):
    written = {}
    for indent, kind, path, block in STEP.findall(page.read_text()):
        text = re.sub(f"^{indent}", "", block, flags=re.MULTILINE)
        written[path] = text if kind == "new file" else changed(written.get(path) or (ROOT / path).read_text(), text, path)
    if not written:
        raise SystemExit(f"follow: {page} shows no step")
    for path, text in written.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)


follow(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
