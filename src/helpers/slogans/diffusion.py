"""Follow formulations from place to place and from level to level: births, arrivals, spread."""

from typing import TYPE_CHECKING

from helpers.slogans.evolution import with_years
from helpers.tables import LEVELS

if TYPE_CHECKING:
    import pandas as pd


def spread(mentions: "pd.DataFrame", documents: "pd.DataFrame") -> "pd.DataFrame":
    """Return when and how far each formulation reached each level of government.

    Columns: slogan, level, first (year, empty where it was not seen), lag (years after the
    first level), adopters (places), places (with documents at that level), documents, of,
    known (False where the level has no document: silence there means nothing).
    """
    import pandas as pd

    dated = with_years(documents)
    seen = mentions.merge(dated[["doc_id", "year", "level", "place"]], on="doc_id")
    found = seen.groupby(["slogan", "level"]).agg(
        first=("year", "min"), adopters=("place", "nunique"), documents=("doc_id", "nunique")
    )
    grid = pd.MultiIndex.from_product([sorted(seen["slogan"].unique()), LEVELS])
    table = found.reindex(grid.set_names(["slogan", "level"])).reset_index()
    all_of = dated.groupby("level").agg(places=("place", "nunique"), of=("doc_id", "nunique"))
    table = table.merge(all_of.reset_index(), on="level", how="left")
    counts = ["adopters", "documents", "places", "of"]
    table[counts] = table[counts].fillna(0).astype("int64")
    table["first"] = table["first"].astype("Int64")
    table["lag"] = table["first"] - table.groupby("slogan")["first"].transform("min")
    table["known"] = table["of"] > 0
    order = {level: at for at, level in enumerate(LEVELS)}
    return table.sort_values(
        ["slogan", "level"], key=lambda c: c.map(order) if c.name == "level" else c
    ).reset_index(drop=True)


def births(mentions: "pd.DataFrame", documents: "pd.DataFrame") -> "pd.DataFrame":
    """Return where and when each formulation first stands, and how long it took to go on.

    Columns: slogan, born (date), place, level, doc_id, paragraph; beside (other places of the same
    year), next (date of the first other place), days (from born to next; <NA> where a date is not
    known to the day), centre (date of the first mention at the centre), sessions
    (years from born to centre; negative where the centre was first). Provinces meet in January
    and the centre in March: a province that is weeks ahead in the same session is not its source.
    """
    import pandas as pd

    dated = with_years(documents)[["doc_id", "date", "year", "place", "level"]]
    seen = mentions.merge(dated, on="doc_id")
    seen = seen.sort_values(["slogan", "date", "doc_id", "paragraph"], kind="stable")
    born = seen.drop_duplicates("slogan").rename(columns={"date": "born"}).set_index("slogan")
    later = seen.join(born[["place", "year", "born"]].add_suffix("_of"), on="slogan")
    placed = later[later["place"].ne("") & later["place_of"].ne("")]
    other = placed[placed["place"] != placed["place_of"]]
    same_year = other[other["year"] == other["year_of"]].groupby("slogan")["place"].nunique()
    centre = seen[seen["level"] == "centre"].groupby("slogan")[["date", "year"]].first()
    found = born[["born", "place", "level", "doc_id", "paragraph"]].assign(
        beside=same_year.reindex(born.index, fill_value=0).astype("int64"),
        next=other.groupby("slogan")["date"].first().reindex(born.index, fill_value=""),
        centre=centre["date"].reindex(born.index, fill_value=""),
        sessions=(centre["year"] - born["year"]).reindex(born.index).astype("Int64"),
    )
    born_day, next_day = (
        pd.to_datetime(found[name], format="%Y-%m-%d", errors="coerce") for name in ("born", "next")
    )
    found["days"] = (next_day - born_day).dt.days.astype("Int64")
    return found.reset_index().sort_values(["born", "slogan"], ignore_index=True)


def arrivals(mentions: "pd.DataFrame", documents: "pd.DataFrame") -> "pd.DataFrame":
    """Return each formulation in each year of the places that use it some time.

    Columns: slogan, place, year, documents (with it), of (all of that place and year), mentions,
    came (the first year with it in that place).
    """
    dated = with_years(documents[documents["place"] != ""])
    of = dated.groupby(["place", "year"]).size().rename("of").reset_index()
    seen = mentions.merge(dated[["doc_id", "place", "year"]], on="doc_id")
    counts = seen.groupby(["slogan", "place", "year"]).agg(
        documents=("doc_id", "nunique"), mentions=("doc_id", "size")
    )
    came = seen.groupby(["slogan", "place"])["year"].min().rename("came").reset_index()
    table = came.merge(of, on="place").merge(
        counts.reset_index(), on=["slogan", "place", "year"], how="left"
    )
    table[["documents", "mentions"]] = table[["documents", "mentions"]].fillna(0).astype("int64")
    return table.sort_values(["slogan", "came", "place", "year"], ignore_index=True)


def farthest(table: "pd.DataFrame") -> str:
    """Return the formulation of `arrivals` that came to its places in most different years.

    A place counts whose texts were there before it came; "" where it came nowhere later.
    """
    first = table.groupby(["slogan", "place"]).agg(came=("came", "min"), since=("year", "min"))
    years = first[first["came"] > first["since"]].groupby("slogan")["came"].nunique().sort_index()
    return str(years.idxmax()) if len(years) and years.max() > 1 else ""
