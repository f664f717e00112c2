"""What units are: money or a share, counted or measured, and which marks each has."""

from collections.abc import Mapping
from functools import cache

from helpers import lexicon


@cache
def marked(*marks: str) -> frozenset[str]:
    """Return the units with any of the marks that units.toml explains.

    >>> "元" in marked("money"), "家" in marked("money", "share")
    (True, False)
    """
    known = lexicon.load("units")["units"]
    return frozenset(unit for unit, facts in known.items() if {*marks} & {*facts["is"].split()})


@cache
def not_before() -> Mapping[str, list[str]]:
    """Return for each unit that can begin another word the expressions of what does."""
    known = lexicon.load("units")["units"]
    return {unit: facts["not_before"] for unit, facts in known.items() if "not_before" in facts}


@cache
def name(unit: str) -> str:
    """Return the name under which a unit stands in the table.

    >>> name("个百分点"), name("家")
    ('百分点', '家')
    """
    return str(lexicon.load("units")["units"].get(unit, {}).get("same", unit))
