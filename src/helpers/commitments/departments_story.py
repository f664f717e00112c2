"""What the notebook on commitments says and shows of departments."""

from typing import TYPE_CHECKING

from helpers.commitments import assignments, bodies, departments, labels
from helpers.show import evidence, figures
from helpers.show.figures import SKY, WIDTH, Drawing
from helpers.show.findings import Finding, finding
from helpers.show.words import Text, listed, text, word

if TYPE_CHECKING:
    import pandas as pd

NAMED = 15
"""So many names stand in a sentence."""
LONGEST = 120
"""So many characters of a task stand in a table."""
TASK = ["doc_id", "paragraph", "start"]
TASK_COLUMNS = ["role", "task", "deadline", "leader", "report_quote"]


def findings(rows: "pd.DataFrame") -> list[Finding]:
    """Return the findings on departments, none where the texts name none.

    What surprises is a share of the tasks.
    """
    if rows.empty:
        return []
    tasks = rows.drop_duplicates(TASK)
    bodies_ = departments.load(rows, len(rows))
    more = ["…"] if len(bodies_) > NAMED else []
    names = listed([*bodies_.index[:NAMED], *more])
    several = {"cases": len(tasks)}
    said = [finding("departments.found", bodies=len(bodies_), tasks=len(tasks), names=names)]
    most = bodies_["lead"].idxmax() if len(bodies_) else ""
    if most and bodies_.loc[most, "lead"]:
        lead, supported = (int(bodies_.loc[most, name]) for name in ("lead", "support"))
        duties = {"lead": lead, "supported": supported}
        message = "busiest" if supported else "leads_most"
        known = {"surprise": lead / len(tasks), **several}
        said.append(finding(f"departments.{message}", name=most, **duties, **known))
    said.append(finding("departments.measured", **_checkable(tasks), **several))
    breakdowns = tasks.loc[tasks["report_doc_id"].ne("") & ~_alike(tasks), "doc_id"]
    broken_down = tasks[tasks["doc_id"].isin(breakdowns)]
    if len(broken_down):
        joined = int(broken_down["report_doc_id"].ne("").sum())
        left = len(broken_down) - joined
        message = "joined" if left else "all_joined"
        counts = {"joined": joined, "tasks": len(broken_down), "left": left}
        known = {"surprise": left / len(broken_down) or 0.5, **several}
        said.append(finding(f"departments.{message}", **counts, **known))
    return said


def _alike(tasks: "pd.DataFrame") -> "pd.Series":
    """Tell of each task whether its report is the document that it stands in."""
    return tasks["report_doc_id"].eq(tasks["doc_id"])


def _checkable(tasks: "pd.DataFrame") -> dict[str, int]:
    """Return how many tasks there are, and how many have a target and a deadline."""
    targets, dated = (int(tasks[name].ne("").sum()) for name in ("commitment", "deadline"))
    return {"tasks": len(tasks), "targets": targets, "dated": dated}


def load(rows: "pd.DataFrame", top: int) -> None:
    """Draw how many tasks each department has, and in which areas; or say that none is named."""
    counts = departments.load(rows, top)
    if counts.empty:
        evidence.say(text("departments.none"))
        return
    axis = text("departments.load")
    parts = counts.loc[:, counts.any()]
    figures.show(figures.stacked(parts, axis=axis, coded="role"), "departments")
    leading = rows[rows["role"].ne("support") & rows["canonical"].isin(counts.index)]
    areas = [str(word("area", area or "other")).replace(" ", "\n") for area in leading["area"]]
    matrix = leading.assign(area=areas).groupby(["canonical", "area"]).size().unstack(fill_value=0)
    if len(matrix):
        ordered = matrix.reindex([name for name in counts.index if name in matrix.index])
        what = text("departments.areas")
        figures.show(figures.heatmap(ordered, what=what), "departments_by_area")


def checkable(rows: "pd.DataFrame", top: int) -> None:
    """Show what of each department's tasks can be checked, and the deadlines in their order."""
    if rows.empty:
        return
    leading = departments.addressed(rows[rows["role"].ne("support")])
    tasks = leading.drop_duplicates([*TASK, "canonical"])
    by = tasks.assign(measurable=tasks["commitment"].ne(""), deadlines=tasks["deadline"].ne(""))
    counts = by.groupby("canonical")[["measurable", "deadlines"]].sum()
    counts = counts.assign(tasks=by.groupby("canonical").size())
    counts = counts.rename_axis("department").reset_index()
    ordered = counts.sort_values(["measurable", "tasks"], ascending=False, kind="stable")
    columns = ["department", "tasks", "measurable", "deadlines"]
    evidence.table(ordered.head(top), text("departments.measurable"), columns=columns)
    dated = _one_a_task(rows[rows["due"].ne("")])
    dated = dated.sort_values("due", key=lambda due: due.str.split("/").str[-1], kind="stable")
    columns = ["due", "department", "task", "deadline"]
    evidence.table(dated, text("departments.deadlines"), columns=columns, source="responsibilities")


def _one_a_task(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Return a row for each task, with those who lead or share it joined."""
    leading = rows[rows["role"].ne("support")]
    names = leading.groupby(TASK, sort=False)["canonical"].agg(
        lambda canonical: "、".join(dict.fromkeys(canonical))
    )
    tasks = leading.drop_duplicates(TASK).set_index(TASK)
    return tasks.assign(department=names).reset_index()


def partners(rows: "pd.DataFrame", *, seed: int, top: int = 40) -> None:
    """Draw who must work with whom: a line for each pair, the thicker the more tasks."""
    import matplotlib.pyplot as plt
    import networkx as nx

    pairs = departments.partners(rows, top)
    if pairs.empty:
        return
    graph = nx.Graph()
    graph.add_weighted_edges_from(pairs.itertuples(index=False))
    where = nx.spring_layout(graph, seed=seed, k=2.2 / len(graph) ** 0.5)
    figure, axes = plt.subplots(figsize=(WIDTH, 6), layout="constrained")
    most = pairs["tasks"].max()
    widths = [0.6 + 4 * weight / most for _, _, weight in graph.edges.data("weight")]
    nx.draw_networkx_edges(graph, where, ax=axes, edge_color="#b8c4cc", width=widths)
    sizes = [80 + 40 * degree for _, degree in graph.degree()]
    nx.draw_networkx_nodes(graph, where, ax=axes, node_size=sizes, node_color=SKY)
    family = plt.rcParams["font.family"]  # all of it, so that a page takes its own font
    nx.draw_networkx_labels(graph, where, ax=axes, font_family=family, font_size=10)
    axes.axis("off")
    first = pairs.iloc[0]
    alt = text("departments.network", bodies=len(graph), pairs=len(pairs), **first.to_dict())
    figures.show(Drawing(figure, alt, pairs), "partners")


def sections(rows: "pd.DataFrame", top: int) -> None:
    """Show the tasks of each of the busiest departments under a heading of its own."""
    for name in departments.load(rows, top).index:
        own = rows[rows["canonical"] == name].drop_duplicates([*TASK, "role"])
        evidence.heading(str(name))
        evidence.say(text("departments.own", name=name, parts=_in_brief(own)))
        shown = [column for column in TASK_COLUMNS if own[column].ne("").any()]
        caption = text("departments.tasks_of", name=name)
        source = "responsibilities"
        evidence.table(_cut(own), caption, columns=shown, limit=20, source=source, folded=True)


def _in_brief(own: "pd.DataFrame") -> Text:
    """Return what a department has to do, without what it does not have."""
    counts = dict(own["role"].value_counts()) | _checkable(own)
    said = [
        text(f"departments.own_{name}", n=int(counts[name]))
        for name in ("lead", "joint", "support", "targets", "dated")
        if counts.get(name, 0)
    ]
    return Text(", ".join(one.en for one in said), "，".join(one.zh for one in said))


def _cut(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Return the rows with long tasks cut: the evidence link leads to the whole."""
    task = rows["task"]
    return rows.assign(task=task.where(task.str.len() <= LONGEST, task.str[:LONGEST] + "…"))


def answered(commitments: "pd.DataFrame", rows: "pd.DataFrame") -> None:
    """Show the targets of work reports that a breakdown gives to departments, with both places."""
    targets = departments.answers(commitments, rows)
    found = targets[targets["lead"].ne("") & targets["task_doc_id"].ne(targets["doc_id"])]
    if found.empty:
        return
    places = zip(found["task_doc_id"], found["task_paragraph"], strict=True)
    shown = found.assign(assigned=[evidence.link(*place) for place in places])
    columns = ["indicator", "quote", "lead", "support", "assigned"]
    evidence.table(shown, text("departments.answered"), columns=columns)


def unread(paragraphs: "pd.DataFrame") -> None:
    """Show the places that have a label for who must deliver, and nobody who could be read."""
    owed = paragraphs["text"].map(assignments.unread) & paragraphs["role"].ne("title")
    before = paragraphs["text"].map(labels.bare_label).ne("")  # its list stands on the next line
    rows = paragraphs[owed & ~before] if len(paragraphs) else paragraphs
    if len(rows):
        evidence.table(rows, text("departments.unread"), columns=["text"])


def unlisted(rows: "pd.DataFrame") -> None:
    """Say which names the lexicon does not have."""
    names = dict.fromkeys(
        name
        for name in rows["canonical"]
        if not bodies.collective(name) and not bodies.listed_name(name)
    )
    if names:
        evidence.say(text("departments.unlisted", names=listed(names)))
