"""Errors whose text tells the user which file, which place and what to do."""

from collections.abc import Iterable
from difflib import get_close_matches


class TifaError(Exception):
    """Anything that the user can mend; the message says how."""


class DocumentError(TifaError):
    """A document that cannot be read; the others go on without it."""


class LexiconError(TifaError):
    """A lexicon file that cannot be understood."""


class ParameterError(TifaError):
    """A parameter that does not exist or has an impossible value."""


class TableError(TifaError):
    """A table that is missing, or is not what the data dictionary says."""


class ClusterError(TifaError):
    """A cluster that cannot do the work."""


def like(wanted: object, there: Iterable[object], most: int = 8) -> str:
    """Return the names most like a wanted one, for an error; all, where there are few.

    >>> like("镇江", ["镇江市", "扬州", ""])
    '镇江市'
    """
    names = sorted({str(name) for name in there} - {""})
    near = get_close_matches(str(wanted), names, n=most, cutoff=0.3)
    return "、".join(near or (names if len(names) <= most else [])) or "nothing"
