"""Whether two reports say the same of every account."""
import collections


def without_times(value):
    """How long something took and when it was is different at each run, and so is whether an earlier TLS session could be
    resumed. Nothing else may be."""
    if isinstance(value, dict):
        return {name: without_times(member) for name, member in value.items()
                if not name.endswith(("_ms", "_at")) and name != "resumed"}
    return [without_times(member) for member in value] if isinstance(value, list) else value


def by_account(report: dict) -> dict[tuple[str, str], dict]:
    return {(account["address"], account["login"]): account for account in report["accounts"]}


def first_difference(one, other, place="") -> str:
    """Where two values part, and how; empty when they are equal."""
    if one == other:
        return ""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        pairs = [(f"{place}.{name}", one[name], other[name]) for name in one]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = [(f"{place}[{index}]", *pair) for index, pair in enumerate(zip(one, other))]
    else:
        return f"{place}: {one!r} and {other!r}"
    return next(found for found in (first_difference(a, b, where) for where, a, b in pairs) if found)


def differences(whole: dict, merged: dict):
    """As sentences; none when the reports agree in everything but times and the order of accounts."""
    for report, name in ((whole, "the unsharded report"), (merged, "the merged report")):
        twice = [key for key, times in collections.Counter((account["address"], account["login"])
                                                           for account in report["accounts"]).items() if times > 1]
        if twice:
            yield f"{name} has {len(twice)} accounts more than once, such as {twice[0][0]}"
    heads = [without_times({name: value for name, value in report.items() if name != "accounts"}) for report in (whole, merged)]
    if found := first_difference(*heads, "the report"):
        yield found
    ours, theirs = by_account(whole), by_account(merged)
    for key in ours.keys() - theirs.keys():
        yield f"{key[0]} is missing in the merged report"
    for key in theirs.keys() - ours.keys():
        yield f"{key[0]} is in the merged report only"
    for key in ours.keys() & theirs.keys():
        if found := first_difference(without_times(ours[key]), without_times(theirs[key]), key[0]):
            yield found
