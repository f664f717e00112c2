"""Read the front matter of a text: the facts between two lines of dashes at its head (YAML)."""

import re
from typing import Any

from helpers import lexicon
from helpers.errors import DocumentError

FENCED = re.compile(r"\ufeff?-{3}[ \t]*\r?\n(.*?)^(?:-{3}|\.{3})[ \t]*(?:\r?\n|\Z)", re.S | re.M)
# Lines of dashes part texts, too: facts begin with the name of one.
FACTS = re.compile(r"\s*(?:#.*\n\s*)*[\w\u4e00-\u9fff][\w \-\u4e00-\u9fff]{0,30}[：:]")
NOTE = re.compile(r"(?:[ \t]*\r?\n)*(?:[ \t]*>.*(?:\r?\n|\Z))+")
LONGEST = 8_000


def end(text: str) -> int:
    """Return where the front matter of a text ends, 0 where it has none.

    A quotation (`> …`) just below it is a note of who keeps the text, and belongs to it.

    >>> end("---\\ntitle: 政府工作报告\\n---\\n各位代表："), end("---\\n各位代表，\\n---\\n")
    (22, 0)
    """
    match = FENCED.match(text[:LONGEST])
    if not match or not FACTS.match(match[1]):
        return 0
    note = NOTE.match(text, match.end())
    return note.end() if note else match.end()


def fields(text: str, name: str) -> dict[str, str]:
    """Return the facts of a text's front matter by our names: title, date, issuer, address …

    Raises DocumentError with the file, the line and the remedy where it is no YAML.
    """
    match = FENCED.match(text[:LONGEST]) if end(text) else None
    if not match:
        return {}
    import yaml

    try:
        facts = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # a date such as 2021-13-45
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 2
        raise DocumentError(
            f"{name}, line {line}: the front matter is no YAML "
            f"({getattr(error, 'problem', error)}). Put the value in quotes, or remove the lines "
            "of dashes around it."
        ) from None
    names = lexicon.load("furniture")["front_matter"]
    named = {names.get(str(key).strip().lower()): _plain(fact) for key, fact in _items(facts)}
    return {key: fact for key, fact in named.items() if key and fact}


def _items(facts: Any) -> list[tuple[Any, Any]]:
    return list(facts.items()) if isinstance(facts, dict) else []


def _plain(fact: Any) -> str:
    """Return a value as text; of several the first."""
    if isinstance(fact, list):
        return _plain(fact[0]) if fact else ""
    return "" if fact is None or isinstance(fact, dict) else " ".join(str(fact).split())
