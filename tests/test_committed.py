"""The committed tables are what the code makes of the five texts, wing by wing."""

from pathlib import Path

from helpers import cleaning, commitments, places, slogans, tables, terms

FIVE = places.PROCESSED


def apart(folder: Path, **made: object) -> dict[str, str]:
    """Return the first line in which each table differs from the committed one."""
    tables.write(folder, **made)  # type: ignore[arg-type]
    told = {}
    for name in made:
        new, old = ((f / f"{name}.csv").read_text("utf-8").split("\n") for f in (folder, FIVE))
        lines = zip([*new, "end"], [*old, "end"], strict=False)
        if first := next((f"{a!r} was {b!r}" for a, b in lines if a != b), ""):
            told[name] = first
    return told


def read(name: str) -> list[object]:
    return tables.records(tables.TABLES[name], tables.read(FIVE, name))


def test_clean_texts_are_the_committed_ones(tmp_path: Path) -> None:
    assert apart(tmp_path, **cleaning.clean_folder(places.RAW)) == {}


def test_promises_and_what_became_of_them_are_the_committed_ones(tmp_path: Path) -> None:
    documents, texts = read("documents"), read("paragraphs")
    found = commitments.extract_all(documents, texts)
    pairs = commitments.follow(documents, found, texts)
    made = {
        "commitments": found,
        "follow_through": commitments.compare(pairs),
        "panel": commitments.panel(pairs),
        "responsibilities": commitments.assign(documents, texts, found),
    }
    assert apart(tmp_path, **made) == {}


def test_formulations_are_the_committed_ones(tmp_path: Path) -> None:
    known = tables.without_doubts(tables.read(FIVE, "documents"))
    documents, texts = tables.records(tables.Document, known), read("paragraphs")
    found, mentions = slogans.find(documents, texts, threshold=0.5, seeds=True)
    senses = slogans.senses(mentions, texts, documents)
    found, mentions = slogans.with_senses(found, mentions, senses)
    parts = slogans.explanations(mentions, texts)
    assert apart(tmp_path, slogans=found, slogan_mentions=mentions, slogan_parts=parts) == {}


def test_counted_words_and_contrasts_are_the_committed_ones(tmp_path: Path) -> None:
    documents = tables.without_doubts(tables.read(FIVE, "documents"))
    paragraphs, stop = tables.read(FIVE, "paragraphs"), terms.stop_words(())
    units = terms.units_of(paragraphs, find=True, policy_terms=True, formulations=())
    counts, by_document = terms.count(documents, paragraphs, stop=stop, seed=1, units=units)
    made = {
        "terms": counts,
        "term_documents": by_document,
        "keyness": terms.keyness(documents, by_document, by="", stop=stop, seed=1).table,
        "themes": terms.attention(documents, paragraphs, terms.theme_words("")).table,
        "echoes": terms.find_echoes(documents, paragraphs).table,
    }
    assert apart(tmp_path, **made) == {}
