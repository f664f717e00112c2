"""The data dictionary: every table's columns declared once."""

from dataclasses import dataclass
from typing import Annotated, Literal, get_args, get_origin, get_type_hints

Level = Literal["centre", "province", "city", "county", "department", ""]
Genre = Literal[
    "work_report",
    "plenum_speech",
    "department_statements",
    "interviews",
    "news",
    "policy",
    "plan",
    "bulletin",
    "briefing",
    "report",
    "speech",
    "other",
]
LEVELS: tuple[str, ...] = tuple(filter(None, get_args(Level)))
GENRES: tuple[str, ...] = get_args(Genre)
Basis = Literal["text", "manifest", "inferred", ""]
Role = Literal["title", "heading", "body"]
Duty = Literal["lead", "support", "joint"]
Certainty = Literal["certain", "uncertain", "lost"]
SloganClass = Literal["formulation", "recurring"]
SloganType = Literal["numeral", "goal", "doctrine", "brand", "metaphor"]
Kind = Literal["number", "absolute", "dated", "action"]
EchoKind = Literal["own last report", "level above", "other"]
Status = Literal["target", "result", "context"]
Comparator = Literal[">=", "<=", "~", "=", "range", ""]
Firmness = Literal["firm", "plain", "aspire"]
Horizon = Literal["annual", "plan", "quarter", "month", ""]
Tier = Literal["base", "stretch"]
Comparable = Literal["yes", "partly", "no"]
Outcome = Literal["kept", "missed", "possible", "unknown", ""]
Verdict = Literal["kept", "missed", "raised", "lowered", "base", "dropped", "possible", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document."""

    doc_id: Annotated[str, "file name without its ending"]
    file: Annotated[str, "file name in data/raw"]
    sha256: Annotated[str, "of the raw bytes"]
    encoding: Annotated[str, "in which the raw bytes were read"]
    title: Annotated[str, "from documents.csv, else from the text"]
    place: Annotated[str, "city or other place that the text is about"]
    issuer: Annotated[str, "who speaks"]
    level: Annotated[Level, "of the issuer; a municipality of the centre is a province"]
    genre: Annotated[Genre, "kind of document"]
    date: Annotated[str, "YYYY, YYYY-MM, YYYY-MM-DD or empty"]
    date_basis: Annotated[Basis, "how the date is known"]
    year: Annotated[
        str, "YYYY that it speaks for: of a report of December the next one; or empty"
    ] = ""
    source: Annotated[str, "address that it came from, or empty"] = ""
    doubts: Annotated[str, "fields whose witnesses are few or at odds, parted by blanks"] = ""
    chars_raw: Annotated[int, "characters of the decoded raw file"]
    chars_clean: Annotated[int, "characters of the kept paragraphs"]
    paragraphs: Annotated[int, "kept paragraphs"]
    repaired: Annotated[int, "characters changed by the cleaning"]
    removed: Annotated[int, "characters removed by the cleaning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A kept paragraph."""

    doc_id: Annotated[str, "document"]
    paragraph: Annotated[int, "number in the document, from 1"]
    role: Annotated[Role, "title: title, subtitle, dateline and byline"]
    section: Annotated[str, "headings above it, outermost first, joined by ' / '"]
    actor: Annotated[str, "who answers for it: department, district, government, or empty"]
    text: Annotated[str, "cleaned text"]
    raw_start: Annotated[int, "first character in the decoded raw file"]
    raw_end: Annotated[int, "one past the last character in the decoded raw file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A changed or removed span; all edits of a document turn its raw text into its clean text."""

    doc_id: Annotated[str, "document"] = ""
    raw_start: Annotated[int, "first character in the decoded raw file"]
    raw_end: Annotated[int, "one past the last character in the decoded raw file"]
    raw: Annotated[str, "text there"]
    clean: Annotated[str, "text put in its place"]
    rule: Annotated[str, "why"]
    certainty: Annotated[Certainty, "uncertain: check it; lost: cannot be known"] = "certain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term."""

    term: Annotated[str, "word, phrase or formulation"]
    unit: Annotated[str, "word, phrase or formulation"]
    count: Annotated[int, "occurrences as a unit, not inside a longer one"]
    occurrences: Annotated[int, "all occurrences with borders, inside longer units, too"]
    longer: Annotated[str, "the most frequent longer units that have it inside, joined by ' | '"]
    per_10k: Annotated[float, "count per 10,000 tokens"]
    documents: Annotated[int, "documents with the word"]
    dp: Annotated[float, "Gries' DP normalised: 0 even, 1 all in one part"]
    dkl: Annotated[float, "Kullback-Leibler divergence from an even spread, bits"]
    low: Annotated[float, "per_10k, lower end of the 95 % bootstrap interval over paragraphs"]
    high: Annotated[float, "per_10k, upper end of the interval"]
    band_low: Annotated[float, "per_10k, least over the segmentation settings"]
    band_high: Annotated[float, "per_10k, largest over the segmentation settings"]
    interval: Annotated[str, "how low and high were made: bootstrap or linearised"]
    stop: Annotated[bool, "a stop word, left out of pictures and comparisons"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermDocument:
    """A term in a document."""

    doc_id: Annotated[str, "document"]
    term: Annotated[str, "word"]
    count: Annotated[int, "occurrences"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme in a document."""

    theme: Annotated[str, "as in lexicons/themes.toml or the file of themes, or a term of `pick`"]
    doc_id: Annotated[str, "document"]
    occurrences: Annotated[int, "of its words in the text, however it is cut"]
    characters: Annotated[int, "of the document's headings and body"]
    per_10k: Annotated[float, "occurrences per 10,000 characters"]
    low: Annotated[float, "per_10k, lower end of its exact 95 % interval (Garwood 1936)"]
    high: Annotated[float, "per_10k, upper end of the interval"]
    sentences: Annotated[float, "share of the document's sentences with one of the words"]
    words: Annotated[str, "which words, each with its occurrences, joined by ' | '"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """A sentence that stands, word for word or nearly, in an earlier document."""

    doc_id: Annotated[str, "document"]
    paragraph: Annotated[int, "its paragraph"]
    start: Annotated[int, "first character of the sentence in the paragraph's text"]
    end: Annotated[int, "one past its last character"]
    source_doc_id: Annotated[str, "the earlier document"]
    source_paragraph: Annotated[int, "its paragraph"]
    source_start: Annotated[int, "first character of the sentence there"]
    source_end: Annotated[int, "one past its last character"]
    share: Annotated[float, "letters in common, in order, as a share of both sentences' letters"]
    kind: Annotated[EchoKind, "own last report, level above or other"]
    formula: Annotated[bool, "a formula that every report has to say"]
    changed: Annotated[str, "what was changed, as 8%→7.5%, joined by ' | '"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyness:
    """A term in a contrast of two groups of documents: all beyond chance, and the first 500."""

    contrast: Annotated[str, "the two groups, as 'place: 镇江 | rest'"]
    term: Annotated[str, "word"]
    count_a: Annotated[int, "occurrences in the first group"]
    count_b: Annotated[int, "occurrences in the second group"]
    g2: Annotated[float, "signed log-likelihood over four cells"]
    log_ratio: Annotated[float, "binary logarithm of the ratio of the two rates"]
    lrc: Annotated[float, "conservative log ratio (Evert 2022); 0 when chance is not excluded"]
    documents_a: Annotated[int, "documents of the first group with the word"]
    documents_b: Annotated[int, "documents of the second group with the word"]
    p: Annotated[float, "share of exchanges of whole documents that differ as much"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slogan:
    """A formulation."""

    slogan: Annotated[str, "canonical form"]
    class_: Annotated[SloganClass, "a formulation, or an expression that merely recurs"]
    type: Annotated[SloganType, "kind of formulation"]
    score: Annotated[float, "strength of the evidence that it is one, 0 to 1"]
    mentions: Annotated[int, "occurrences"]
    documents: Annotated[int, "documents with it"]
    first_seen: Annotated[str, "date of the first dated document with it"]
    last_seen: Annotated[str, "date of the last dated document with it"]
    last_trace: Annotated[str, "the same with its characters, if within other words or a title"]
    doc_id: Annotated[str, "document of its first mention"]
    paragraph: Annotated[int, "paragraph of its first mention"]
    seed: Annotated[bool, "only the list of national formulations lets it in, not the texts"]
    signals: Annotated[str, "what speaks for and against it, each with its part of the score"]
    quoted: Annotated[float, "share of the mentions in quotation marks"]
    variants: Annotated[str, "its forms in the texts, joined by ' | '"]
    known: Annotated[str, "what its numerals count, as everybody knows, or empty"]
    sense: Annotated[str, "its senses and their years, joined by ' | '; empty where it has one"] = (
        ""
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SloganMention:
    """An occurrence of a formulation."""

    slogan: Annotated[str, "canonical form"]
    variant: Annotated[str, "as in the text"]
    doc_id: Annotated[str, "document"]
    paragraph: Annotated[int, "paragraph"]
    start: Annotated[int, "first character in the paragraph's text"]
    end: Annotated[int, "one past the last character"]
    quoted: Annotated[bool, "stands in quotation marks"]
    inside: Annotated[str, "formulation around it, which counts this place, too; or empty"] = ""
    sense: Annotated[int, "which sense of the formulation; 0 where it has one, or not told"] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SloganPart:
    """What a numeral in a formulation counts, where the texts tell it."""

    slogan: Annotated[str, "canonical form"]
    counted: Annotated[str, "the counted word"]
    parts: Annotated[str, "what it counts, joined by 、"]
    doc_id: Annotated[str, "document that tells it"]
    paragraph: Annotated[int, "its paragraph"]
    sign: Annotated[str, "what ties the parts to the formulation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A quantity, or an absolute, dated or plain promise."""

    doc_id: Annotated[str, "document"]
    paragraph: Annotated[int, "paragraph"]
    start: Annotated[int, "first character of the quote in the paragraph's text"]
    end: Annotated[int, "one past the last character"]
    quote: Annotated[str, "the quantity with its comparator and unit, as in the text"]
    sentence: Annotated[str, "the sentence around it"]
    kind: Annotated[Kind, "what makes it measurable; action: nothing"]
    status: Annotated[Status, "promised, achieved, or neither"]
    actor: Annotated[str, "who answers for it"]
    indicator: Annotated[str, "what is measured, in the text's words"]
    comparator: Annotated[Comparator, "how value bounds what is promised"]
    value: Annotated[float, "number, 万 and 亿 multiplied out; empty for a dated promise"]
    value_max: Annotated[float, "upper end of a range"]
    unit: Annotated[str, "after multiplying out"]
    period: Annotated[str, "when due or so: 2020, 2020-08, 2020-Q4, 2020-H2, 2021/2025"]
    period_text: Annotated[str, "the words that say so"]
    firmness: Annotated[Firmness, "how firmly it is said"]
    area: Annotated[str, "policy area"]
    canonical: Annotated[str, "standard name of the indicator, empty where statistics has none"] = (
        ""
    )
    key: Annotated[str, "name under which the indicator meets itself in other documents"] = ""
    year: Annotated[int, "year in which the period ends, 0 where nobody knows"] = 0
    horizon: Annotated[Horizon, "how long the period is; plan: several years, or a later one"] = ""
    tier: Annotated[Tier, "stretch: the higher of two aims for one thing"] = "base"
    relative: Annotated[str, "what the value is compared with: 同步:, >, < or a year or plan"] = ""
    place: Annotated[str, "city or other place for which it is promised"] = ""
    level: Annotated[Level, "level of that place"] = ""
    adcode: Annotated[str, "code of that place (GB/T 2260)"] = ""
    verb: Annotated[str, "what a plain promise is to do"] = ""
    object: Annotated[str, "to what"] = ""
    certainty: Annotated[Certainty, "uncertain: letters stood for digits, as in l0%"] = "certain"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowThrough:
    """An indicator seen again later."""

    indicator: Annotated[str, "standard name, else how the texts say it most often"]
    place: Annotated[str, "place of both"]
    since: Annotated[int, "first year that the earlier one is for, mostly year itself, 0 if unsaid"]
    year: Annotated[int, "last year that the earlier one is for, 0 if nobody says"]
    earlier_doc_id: Annotated[str, "document of the earlier commitment"]
    earlier_paragraph: Annotated[int, "its paragraph"]
    earlier_start: Annotated[int, "first character of its quote"]
    earlier_quote: Annotated[str, "its quote"]
    earlier_sentence: Annotated[str, "its sentence"]
    later_doc_id: Annotated[str, "document of the later commitment"]
    later_paragraph: Annotated[int, "its paragraph, 0 where it is not seen again"]
    later_start: Annotated[int, "first character of its quote"]
    later_quote: Annotated[str, "its quote"]
    later_sentence: Annotated[str, "its sentence"]
    comparable: Annotated[Comparable, "whether both measure the same"]
    verdict: Annotated[Verdict, "what became of it"]
    why: Annotated[str, "the reason for the verdict"]
    differs: Annotated[str, "the two names, joined by ' | ', where they may name different things"]
    gap: Annotated[float, "result minus target, where kept or missed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelRow:
    """A target of a standard indicator with its result: a place, year, horizon, unit and tier."""

    place: Annotated[str, "place that aims"]
    adcode: Annotated[str, "its code (GB/T 2260)"]
    level: Annotated[Level, "its level"]
    year: Annotated[int, "year that is aimed at; of several years the last"]
    horizon: Annotated[Horizon, "annual: the report's own year"]
    canonical: Annotated[str, "standard name of the indicator"]
    unit: Annotated[str, "of all values of the row"]
    tier: Annotated[Tier, "base or stretch"]
    low: Annotated[float, "target; of a range its lower end; a fall is negative"]
    high: Annotated[float, "target; of a range its upper end"]
    comparator: Annotated[Comparator, "how the target bounds the result"]
    firmness: Annotated[Firmness, "how firmly it is said"]
    relative: Annotated[str, "what the target is compared with, as '>全国平均'"]
    before: Annotated[float, "result of the year before, as the target's own document tells it"]
    result: Annotated[float, "result as the next report tells it"]
    gap: Annotated[float, "result minus target; of a range from the end that was promised"]
    verdict: Annotated[Outcome, "what became of it; empty where no later report could tell"]
    doc_id: Annotated[str, "document of the target"]
    paragraph: Annotated[int, "its paragraph"]
    start: Annotated[int, "first character of its quote"]
    quote: Annotated[str, "the target as in the text"]
    result_doc_id: Annotated[str, "document that tells the result"]
    result_paragraph: Annotated[int, "its paragraph"]
    result_start: Annotated[int, "first character of its quote"]
    result_quote: Annotated[str, "the result as in the text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """A task and a department that must deliver it."""

    doc_id: Annotated[str, "document that assigns it"]
    paragraph: Annotated[int, "paragraph of the task"]
    start: Annotated[int, "first character of the task in the paragraph's text"]
    end: Annotated[int, "one past the last character"]
    task: Annotated[str, "the task, as in the text"]
    assignment: Annotated[str, "the words that assign it"]
    assignment_paragraph: Annotated[int, "the paragraph that they stand in"]
    department: Annotated[str, "as written"]
    canonical: Annotated[str, "its common short name, that of its time"]
    role: Annotated[Duty, "what the department has to do with it"]
    leader: Annotated[str, "office of the leader who answers for it, or empty"]
    deadline: Annotated[str, "by when, as written, or empty"]
    due: Annotated[str, "the same as in commitments.period: 2022-12, 2022, 2021/2025, or empty"]
    area: Annotated[str, "policy area of the task"]
    commitment: Annotated[str, "paragraph-start of its first target in commitments, or empty"]
    report_doc_id: Annotated[str, "work report that promises the same, or empty"]
    report_paragraph: Annotated[int, "its paragraph, 0 for none"]
    report_quote: Annotated[str, "its words that the task agrees with"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A file that could not be read and was left out."""

    file: Annotated[str, "file name in data/raw"]
    reason: Annotated[str, "why, and what to do"]


TABLES: dict[str, type] = {
    "documents": Document,
    "paragraphs": Paragraph,
    "edits": Edit,
    "failures": Failure,
    "terms": Term,
    "term_documents": TermDocument,
    "themes": Theme,
    "echoes": Echo,
    "keyness": Keyness,
    "slogans": Slogan,
    "slogan_mentions": SloganMention,
    "slogan_parts": SloganPart,
    "commitments": Commitment,
    "follow_through": FollowThrough,
    "panel": PanelRow,
    "responsibilities": Responsibility,
}


def columns(schema: type) -> dict[str, type]:
    """Return the columns of a schema with their types, in order; a closed set is of strings.

    A field with an underscore at its end, since Python has its word, is a column without it.
    """
    return {
        name.rstrip("_"): str if get_origin(kind) is Literal else kind
        for name, kind in get_type_hints(schema).items()
    }


def closed_sets(schema: type) -> dict[str, tuple[str, ...]]:
    """Return the values that the columns with closed sets may have.

    >>> closed_sets(Commitment)["firmness"]
    ('firm', 'plain', 'aspire')
    """
    hints = get_type_hints(schema).items()
    return {name.rstrip("_"): get_args(kind) for name, kind in hints if get_origin(kind) is Literal}


def dictionary() -> str:
    """Return the data dictionary as Markdown, made from the declarations above."""
    lines = []
    for name, schema in TABLES.items():
        lines += [
            f"### {name}",
            "",
            schema.__doc__ or "",
            "",
            "| column | type | meaning |",
            "|---|---|---|",
        ]
        hints = get_type_hints(schema, include_extras=True)
        for column, hint in hints.items():
            kind, meaning = get_args(hint)
            if get_origin(kind) is Literal:
                values = ", ".join(value or "empty" for value in get_args(kind))
                kind, meaning = str, f"{meaning} ({values})"
            lines.append(f"| {column.rstrip('_')} | {kind.__name__} | {meaning} |")
        lines.append("")
    return "\n".join(lines)
