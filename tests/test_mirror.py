"""The forward model shows what the mirrors show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.cleaning.damage.mirror import Mirror, decode, garble

CASES = [
    ("拓展爭先進位", Mirror(glosses={"範": "(fàn)", "進": "(jìn)"}), "拓展?fàn)幭冗M(jìn)位"),
    ("空氣", Mirror(glosses={}), "空氣"),
    ("進程。縣委", Mirror(marks="？"), "進程?？h委"),
    ("百強第", Mirror(glosses={"強": "(qiáng)", "購": "(gòu)"}), "百?gòu)?qiáng)第"),
    ("專科&ldquo;", Mirror(marks="？"), "?？?ldquo;"),
]


@pytest.mark.parametrize("text, mirror, shown", CASES)
def test_garbles_as_seen(text: str, mirror: Mirror, shown: str) -> None:
    assert garble(text, mirror) == shown


@given(st.binary())
def test_decodes_anything(data: bytes) -> None:
    assert len(decode(data, "?")) <= len(data)
