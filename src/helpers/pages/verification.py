"""Say whether published tables and pages follow from the texts: look, then run all anew."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from helpers.pages import concerns, crate, pipeline
from helpers.places import Places

VERSIONS = re.compile(rb'<h2>.{0,200}?<span class="en">Versions.*?</dl>', re.S)
EXAMPLES = 3


class Verdict(NamedTuple):
    """Whether the published follows, and the sentence that says so."""

    follows: bool
    sentence: str


def verify(places: Places, *, jobs: int) -> Verdict:
    """Return whether tables and pages are those that their texts give, with the reason if not.

    Files that are no longer what the crate beside the pages says need no run. Else all is made
    anew in a temporary folder, with the same parameters, and compared byte by byte.
    """
    told = crate.read(places)
    if told is None:
        return _no(
            f"{places.reports / crate.NAME}, which says what the pages were made from, is "
            "missing or damaged"
        )
    read_in, made, settings = told
    raw = pipeline.raw_files(places.raw)
    reasons = [
        *_differences(
            read_in,
            crate.inputs(places, raw),
            "was changed since the pages were made",
            "was added since",
            "is missing",
        ),
        *_differences(
            made,
            crate.outputs(places),
            "was changed after it was made",
            "was not made by the run",
            "is missing",
        ),
    ]
    if reasons:
        return _no(_listed(reasons))
    with TemporaryDirectory(prefix="tifa-verify-") as folder:
        anew = Places(
            places.raw, *(Path(folder, part) for part in ("data/processed", "reports", "build"))
        )
        if places.processed.parent.name != "data":
            anew = Places.under(places.raw, Path(folder))
        _seed(places, anew)
        failed, _ = pipeline.make(anew, jobs=jobs, settings=settings)
        if failed:
            return _no("the run failed this time, as told above")
        return _compared(places, anew, len(raw))


def _compared(places: Places, anew: Places, texts: int) -> Verdict:
    """Return the verdict on two results."""
    ours, theirs = crate.outputs(places, last=True), crate.outputs(anew, last=True)
    apart = sorted(name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))
    named = {name for name in apart if _versions_only(places, anew, name)}
    # Where pages name other versions, so do the crate and the archive, which hold them.
    real = [name for name in apart if name not in named and not (named and name in crate.LAST)]
    if real:
        return _no(_listed([f"{name} comes out otherwise" for name in real]))
    said = f"Yes: {len(ours)} tables and pages follow, byte for byte, from {texts} files of texts"
    if apart:
        said += f", but for the versions of packages named in {len(apart)} of them"
    return Verdict(True, f"{said}.")


def _versions_only(places: Places, anew: Places, name: str) -> bool:
    """Tell whether a page differs in the versions that it names and in nothing else."""
    pair = [folder / name for folder in (places.reports, anew.reports)]
    if not name.endswith(".html") or not all(path.is_file() for path in pair):
        return False
    one, other = (VERSIONS.sub(b"", path.read_bytes()) for path in pair)
    return one == other


def _seed(places: Places, anew: Places) -> None:
    """Give the new run what the published one was compared with."""
    _, before, _ = concerns.published(places)
    if before:
        anew.reports.mkdir(parents=True)
        whole = json.dumps({"now": before}, ensure_ascii=False)
        concerns.file_of(anew).write_text(whole, encoding="utf-8")


def _differences(
    told: Mapping[str, str], found: Mapping[str, str], changed: str, added: str, gone: str
) -> Iterator[str]:
    """Yield how what is found differs from what was told."""
    for name in sorted({*told, *found}):
        if name not in found:
            yield f"{name} {gone}"
        elif name not in told:
            yield f"{name} {added}"
        elif told[name] != found[name]:
            yield f"{name} {changed}"


def _listed(reasons: list[str]) -> str:
    more = len(reasons) - EXAMPLES
    return "; ".join(reasons[:EXAMPLES]) + (f"; and {more} more" if more > 0 else "")


def _no(reason: str) -> Verdict:
    return Verdict(False, f"No: {reason}.")
