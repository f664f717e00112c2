"""Show how it was decided what a document is: each witness with its weight and its words."""

from pathlib import Path
from typing import TYPE_CHECKING

from helpers import lexicon
from helpers.cleaning import folder, identity
from helpers.cleaning.document import drafted
from helpers.cleaning.files import Source
from helpers.cleaning.identity.place import of_value

if TYPE_CHECKING:
    import pandas as pd


def explain_document(document: Source | Path | str) -> "pd.DataFrame":
    """Return for place, genre and year every witness: what it speaks for, its weight, its words.

    `document` is a file or what was read from one. The heaviest value wins; it is in doubt where
    its witnesses are few or another value comes near (`lexicons/identity.toml`). What a person says
    in documents.csv stands above all witnesses.

    >>> text = "政府工作报告\\n——2016年1月8日在镇江市第七届人民代表大会第五次会议上\\n各位代表："
    >>> table = explain_document(Source("扬州-2016", "扬州-2016.txt", "", "utf-8", text))
    >>> print(table[["field", "value", "decided", "kind", "weight"]].head(3).to_string(index=False))
    field       value decided     kind  weight
    place          镇江    sure occasion      14
    place          扬州      no     file       5
    genre work_report    sure    title       8
    """
    import pandas as pd

    (source,) = [document] if isinstance(document, Source) else folder.read(document)
    _, decisions = identity.decided(drafted(source).page(source), source.given)
    weights = lexicon.load("identity")["weights"]
    rows = []
    for field in ("place", "genre", "year"):
        decision = decisions[field]
        for witness in decision.witnesses:
            division = of_value(witness.value) if field == "place" else None
            rows.append(
                {
                    "field": field,
                    "value": division.short if division else witness.value,
                    "decided": _outcome(witness.value == decision.value, decision.sure),
                    "kind": witness.kind,
                    "weight": weights[field][witness.kind],
                    "words": witness.quote,
                }
            )
    table = pd.DataFrame(rows, columns=["field", "value", "decided", "kind", "weight", "words"])
    order = table["field"].map({"place": 0, "genre": 1, "year": 2}) * 100 - table["weight"]
    return table.loc[order.sort_values(kind="stable").index].reset_index(drop=True)


def _outcome(won: bool, sure: bool) -> str:
    if not won:
        return "no"
    return "sure" if sure else "in doubt"
