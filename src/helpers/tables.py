"""Write and read tables as the data dictionary (`codebook`) declares them, and check them."""

import os
import re
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

from helpers.codebook import *  # noqa: F403  who works with tables has it at hand
from helpers.codebook import TABLES, closed_sets, columns
from helpers.errors import TableError

if TYPE_CHECKING:
    import pandas as pd

Record = TypeVar("Record")
# What a spreadsheet takes for a formula, wide forms, too. A sign alone, a number, and a dash before
# Chinese (-——发展) are none.
FORMULA = re.compile(r"'*(?![+\-＋－][\d.,%]+\Z)(?:[=@\t\r\n＝＠].|[+\-＋－][!-~！-～])", re.S)
SUSPECT = frozenset("'=+-@\t\r\n＝＋－＠")
DTYPES = {str: "str", int: "int64", float: "float64", bool: "bool"}


def frame(schema: type, records: Iterable[Any]) -> "pd.DataFrame":
    """Return the records as a DataFrame with the schema's columns and types, even when empty."""
    import pandas as pd

    rows = records if isinstance(records, Sequence) else list(records)
    fields = zip(get_type_hints(schema), columns(schema).items(), strict=True)
    return pd.DataFrame(  # a column at a time: rows of objects would take several times the memory
        {
            name: pd.Series(list(map(attrgetter(field), rows)), dtype=DTYPES[kind])
            for field, (name, kind) in fields
        },
        copy=False,
    )


def records(schema: type[Record], table: "pd.DataFrame") -> list[Record]:
    """Return the rows as records of the schema; columns beyond it are left out."""
    names = list(get_type_hints(schema))
    values = (table[name].tolist() for name in columns(schema))
    return [schema(**dict(zip(names, row, strict=True))) for row in zip(*values, strict=True)]


def write(directory: Path | str, **tables: "pd.DataFrame | Sequence[Any]") -> None:
    """Write tables as CSV for Excel (UTF-8 with BOM): all beside their places first, then rename.

    Each is a DataFrame or a sequence of records. Raises TableError when one does not have the
    columns of the data dictionary; then no table is changed.
    """
    import pandas as pd

    directory = Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    beside = {}
    for name, table in tables.items():
        rows = table if isinstance(table, pd.DataFrame) else frame(TABLES[name], table)
        _check(rows, TABLES[name], name)
        rows = _each_text(rows, name, guarded)
        beside[name] = directory / f".{name}.csv.{os.getpid()}"
        rows.to_csv(
            beside[name],
            index=False,
            encoding="utf-8-sig",
            lineterminator="\r\n",  # else a lone \r in a text is not quoted
            float_format="%.10g",
        )
    for name, path in beside.items():
        path.replace(directory / f"{name}.csv")


def read(directory: Path | str, name: str) -> "pd.DataFrame":
    """Return the table `<directory>/<name>.csv` with its declared types.

    Raises TableError that says what is missing and which notebook makes the table.
    """
    import pandas as pd

    path = Path(directory) / f"{name}.csv"
    types = columns(TABLES[name])
    text = {column: "str" for column, kind in types.items() if kind is str}
    empty = {column: [""] for column, kind in types.items() if kind is float}
    try:
        table = pd.read_csv(
            path, encoding="utf-8-sig", dtype=text, keep_default_na=False, na_values=empty
        )
        _check(table, TABLES[name], str(path))
        if any(table[column].hasnans for column in text):
            raise ValueError("it is cut short")
        typed = {column: DTYPES[kind] for column, kind in types.items()}
        return _each_text(table, name, unguarded).astype(typed)
    except FileNotFoundError:
        raise TableError(
            f"{path} is missing: run the notebooks in order, 01_cleaning first."
        ) from None
    except (ValueError, TypeError) as error:
        raise TableError(f"{path}: {error}. Make the table anew with its notebook.") from None


def guarded(cell: str) -> str:
    """Return a cell with `'` before it where a spreadsheet would take it for a formula.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("'20"), guarded("-3.2%"), guarded("-——发展")
    ("'=1+1", "''=1+1", "'20", '-3.2%', '-——发展')
    """
    return f"'{cell}" if FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Return the cell that `guarded` was given.

    >>> unguarded("'=1+1"), unguarded("'20")
    ('=1+1', "'20")
    """
    return cell[1:] if cell[:1] == "'" and FORMULA.match(cell) else cell


def _each_text(table: "pd.DataFrame", name: str, change: Callable[[str], str]) -> "pd.DataFrame":
    """Return a table with a change made to its texts that may need it; others are not copied."""
    kinds = columns(TABLES[name])
    texts = [column for column in table.columns if kinds.get(column) is str]
    touched = {
        column: [change(cell) if cell[:1] in SUSPECT else cell for cell in table[column]]
        for column in texts
        if any(cell[:1] in SUSPECT for cell in table[column])
    }
    return table.assign(**touched) if touched else table


def _check(table: "pd.DataFrame", schema: type, name: str) -> None:
    missing = [column for column in columns(schema) if column not in table.columns]
    if missing:
        raise TableError(f"{name} lacks the column {', '.join(missing)} of the data dictionary.")
    for column, values in closed_sets(schema).items():
        others = sorted(set(table[column]) - set(values))
        if others:
            raise TableError(
                f"{name} has {others[0]!r} in the column {column}; "
                f"there may be: {', '.join(filter(None, values))}."
            )


def undoubted(documents: "pd.DataFrame", *fields: str) -> "pd.DataFrame":
    """Return the documents whose fields are in no doubt: those that contrasts may rest on.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"doc_id": ["a", "b"], "doubts": ["", "place level"]})
    >>> list(undoubted(rows, "place")["doc_id"]), list(undoubted(rows, "year")["doc_id"])
    (['a'], ['a', 'b'])
    """
    doubts = documents["doubts"].str.split().map(set)
    return documents[[not own & set(fields) for own in doubts]]


def without_doubts(documents: "pd.DataFrame") -> "pd.DataFrame":
    """Return the documents with place, level and date blank where they are in doubt.

    What is compared by place, level or year then leaves them out.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"place": ["镇江"], "level": ["city"], "date": ["2020"]})
    >>> without_doubts(rows.assign(doubts="place")).values.tolist()
    [['', 'city', '2020', 'place']]
    """
    doubts = documents["doubts"].str.split()
    fields = {"place": "place", "level": "level", "year": "date"}
    doubted = {column: [field in own for own in doubts] for field, column in fields.items()}
    return documents.assign(
        **{column: documents[column].mask(where, "") for column, where in doubted.items()}
    )
