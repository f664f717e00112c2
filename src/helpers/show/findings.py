"""Rank findings, so that what a reader would repeat stands first.

The weight of a finding is `tells × surprise × sureness`, each from 0 to 1.

- `tells` is what kind of sentence it is (`TELLS`; the catalog has it beside each message): one that
  compares named things is repeated, one that counts rows is not.
- `surprise` is how far the texts are from what one would have guessed without reading them; each
  story says how it is measured, as a distance between two shares or the chance of a coincidence.
- `sureness` is n / (n + 2) for the n documents, targets or sentences that the finding rests on: a
  third for one, five sixths for ten (Laplace's rule: how far a share seen in n cases can be
  trusted beyond them).
"""

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from helpers.show.words import Text, catalog, text

Tells = Literal["compares", "warns", "names", "counts", "nothing"]
TELLS: dict[Tells, float] = {
    "compares": 1.0, "warns": 0.8, "names": 0.6, "counts": 0.25, "nothing": 0.1
}  # fmt: skip
PLAIN: tuple[Tells, ...] = ("counts", "nothing")
MOST = 5
"""Findings of a page."""
LEAST = 0.02
"""Weight from which on a finding is worth a line."""
ENOUGH = 3
"""Findings from which on no bare count and no absence is added."""


class Finding(NamedTuple):
    """A sentence, what kind it is, how far from what one would guess, and on how much it rests.

    `about` is the formulation that it names, so that a picture can show it.
    """

    said: Text
    tells: Tells = "counts"
    surprise: float = 0.5
    support: float = 1
    about: str = ""

    @property
    def weight(self) -> float:
        """How much a reader would want to know it.

        >>> Finding(Text("a", "甲"), "compares", surprise=0.8, support=8).weight
        0.64
        """
        sure = self.support / (self.support + 2)
        return round(TELLS[self.tells] * min(max(self.surprise, 0), 1) * sure, 6)


def finding(key: str, /, *, surprise: float = 0.5, cases: float = 1, **values: Any) -> Finding:
    """Return a message of the catalog as a finding that rests on so many cases.

    What kind of sentence it is stands beside it in the catalog.
    """
    section, _, name = key.partition(".")
    said = text(key, **values)
    tells = catalog()[section][name].get("tells", "counts")
    return Finding(said, tells, float(surprise), float(cases), str(values.get("slogan", "")))


def ranked(found: Iterable[Finding | Text]) -> list[Finding]:
    """Return the findings that a page shows, the weightiest first, of equal ones the earlier.

    Five at most. Counts of rows come only where fewer than three others are there, and of what
    was not found at most one sentence.
    """
    given = [one if isinstance(one, Finding) else Finding(one) for one in found]
    ordered = sorted(given, key=lambda one: -one.weight)
    strong = [one for one in ordered if one.tells not in PLAIN and one.weight >= LEAST]
    counts = [one for one in ordered if one.tells == "counts"]
    nothing = [one for one in ordered if one.tells == "nothing"][:1]
    return [*strong, *[*counts, *nothing][: max(0, ENOUGH - len(strong))]][:MOST]
