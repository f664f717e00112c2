"""Say what a person's cell about a document means: dates, years and words of closed sets."""

from collections.abc import Mapping
from difflib import get_close_matches

from helpers import lexicon
from helpers.tables import GENRES, LEVELS
from helpers.text import dates, signs

CLOSED = {"genre": GENRES, "level": LEVELS, "date_basis": ("text", "manifest", "inferred")}


def meant(cells: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Return what the cells of a row mean, and why one of them cannot be meant.

    >>> meant({"date": "2020/8/1", "year": ""})
    ({'date': '2020-08-01'}, [])
    >>> meant({"date": "昨天"})
    ({}, ["'昨天' is no date. Write YYYY-MM-DD, YYYY-MM or YYYY"])
    """
    read = {name: _value(name, signs.plain(cell)) for name, cell in cells.items()}
    known = {name: value for name, (value, _) in read.items() if value}
    return known, [why for _, why in read.values() if why]


def _value(name: str, cell: str) -> tuple[str, str]:
    """Return the value that a cell means, and why it cannot be meant."""
    if name == "date" and cell:
        date = dates.normalised(cell)
        return date, "" if date else f"{cell!r} is no date. Write YYYY-MM-DD, YYYY-MM or YYYY"
    if name == "year" and cell:
        year = dates.normalised(cell)[:4]
        return year, "" if year else f"{cell!r} is no year. Write YYYY"
    if cell and name in CLOSED and cell not in CLOSED[name]:
        said = _said(name)
        if cell in said:
            return said[cell], ""
        near = said[get_close_matches(cell, said, 1, 0)[0]]
        known = ", ".join(CLOSED[name])
        return "", f"there is no {name} {cell!r}. Did you mean {near}? There are: {known}"
    return cell, ""


def _said(name: str) -> dict[str, str]:
    """Return the words of a closed set by all that pages and people call them."""
    labels = lexicon.load("messages")["values"][name]
    said = {label: value for value in CLOSED[name] for label in labels[value].values()}
    return said | {value: value for value in CLOSED[name]}
