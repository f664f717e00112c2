"""What each department has to deliver: its load, its partners, its promises and their fate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers import tables
from helpers.commitments import bodies
from helpers.tables import Commitment, Responsibility

if TYPE_CHECKING:
    import pandas as pd

ROLES = ("lead", "support", "joint")


@dataclass(frozen=True, slots=True)
class Department:
    """A department under all the names that reforms gave it, with what it has to deliver.

    `leads`, `supports` and `joint` are rows of responsibilities; `promised` are its targets, of
    its own mouth or of a report that gives it the lead; `became` is what became of them.
    """

    name: str
    names: Sequence[str]
    leads: "pd.DataFrame"
    supports: "pd.DataFrame"
    joint: "pd.DataFrame"
    promised: "pd.DataFrame"
    became: "pd.DataFrame"

    def __repr__(self) -> str:
        """Say in one line what there is."""
        parts = (len(self.leads), len(self.supports), len(self.joint), len(self.promised))
        said = "leads {}, supports {}, shares {} tasks; {} targets".format(*parts)
        return f"{self.name} ({'、'.join(self.names)}): {said}, {len(self.became)} met again"


def department(
    name: str,
    responsibilities: "pd.DataFrame",
    commitments: "pd.DataFrame",
    followed: "pd.DataFrame",
) -> Department:
    """Return what a department leads, supports, shares and promised, and what became of it.

    `name` may be any of its names: 市科技局, 科技局, or one of before a reform.
    """
    names = bodies.lineage(name)
    own = responsibilities[responsibilities["canonical"].isin(names)]
    parts = {role: own[own["role"] == role] for role in ROLES}
    answered = answers(commitments, responsibilities)
    mine = answered["lead"].map(lambda lead: bool(set(lead.split("、")) & set(names)))
    mine |= answered["actor"].map(bodies.canonical).isin(names)
    promised = answered[mine]
    places = set(zip(promised["doc_id"], promised["paragraph"], promised["quote"], strict=True))
    earlier = ["earlier_doc_id", "earlier_paragraph", "earlier_quote"]
    met = [place in places for place in followed[earlier].itertuples(index=False, name=None)]
    return Department(
        bodies.canonical(name),
        names,
        parts["lead"],
        parts["support"],
        parts["joint"],
        promised,
        followed[met],
    )


def answers(commitments: "pd.DataFrame", responsibilities: "pd.DataFrame") -> "pd.DataFrame":
    """Return the targets with who leads and who supports them, and the task that says so.

    A target stands in the task itself, or in the sentence of the work report that the task is
    joined with. `lead` are those who lead, or who answer jointly where nobody does; `support` are
    the others; each joined by 、. `task_doc_id` and `task_paragraph` are where they are named.
    """
    targets = commitments[commitments["status"] == "target"]
    by_place: dict[tuple[str, int], list[Responsibility]] = {}
    for row in tables.records(Responsibility, responsibilities):
        by_place.setdefault((row.doc_id, row.paragraph), []).append(row)
        if row.report_doc_id:
            by_place.setdefault((row.report_doc_id, row.report_paragraph), []).append(row)
    columns: dict[str, list[object]] = {
        name: [] for name in ("lead", "support", "task_doc_id", "task_paragraph")
    }
    for target in tables.records(Commitment, targets):
        rows = [r for r in by_place.get((target.doc_id, target.paragraph), []) if _holds(r, target)]
        leads = [r for r in rows if r.role == "lead"] or [r for r in rows if r.role == "joint"]
        others = [r for r in rows if r not in leads]
        columns["lead"].append("、".join(dict.fromkeys(r.canonical for r in leads)))
        columns["support"].append("、".join(dict.fromkeys(r.canonical for r in others)))
        columns["task_doc_id"].append(rows[0].doc_id if rows else "")
        columns["task_paragraph"].append(rows[0].paragraph if rows else 0)
    return targets.assign(**columns)


def _holds(row: Responsibility, target: Commitment) -> bool:
    """Tell whether a task, or the sentence of a report that it is joined with, has a target."""
    if (row.doc_id, row.paragraph) == (target.doc_id, target.paragraph):
        return row.start <= target.start < row.end
    return row.report_quote.rstrip("。；;") in target.sentence or target.quote in row.report_quote


def addressed(responsibilities: "pd.DataFrame") -> "pd.DataFrame":
    """Return the rows of bodies that have an address, without kinds of bodies (有关部门)."""
    own = [not bodies.collective(name) for name in responsibilities["canonical"]]
    return responsibilities.loc[own] if own else responsibilities


def load(responsibilities: "pd.DataFrame", top: int = 20) -> "pd.DataFrame":
    """Return how many tasks each department leads, supports and shares, the busiest first.

    Kinds of bodies (各县区政府, 有关部门) are left out: they are nobody's address.
    """
    named = addressed(responsibilities)
    tasks = named.drop_duplicates(["doc_id", "paragraph", "start", "canonical"])
    counts = tasks.groupby(["canonical", "role"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(ROLES), fill_value=0)
    weight = counts["lead"] * 2 + counts["joint"] * 2 + counts["support"]
    return counts.loc[weight.sort_values(ascending=False, kind="stable").index].head(top)


def partners(responsibilities: "pd.DataFrame", top: int = 40) -> "pd.DataFrame":
    """Return who must work with whom: who leads (or shares), who supports, in how many tasks."""
    import pandas as pd

    pairs: dict[tuple[str, str], int] = {}
    named = addressed(responsibilities)
    for _, rows in named.groupby(["doc_id", "paragraph", "start"], sort=False):
        leads = list(dict.fromkeys(rows.loc[rows["role"] == "lead", "canonical"]))
        names = list(dict.fromkeys(rows["canonical"]))
        leads = leads or names[:1]
        for lead in leads:
            for other in names:
                if other != lead and other not in leads:
                    pairs[lead, other] = pairs.get((lead, other), 0) + 1
    ordered = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))[:top]
    return pd.DataFrame(
        [(lead, other, tasks) for (lead, other), tasks in ordered],
        columns=["lead", "partner", "tasks"],
    )
