"""The fuzzer reads what it draws: a few inputs of each kind; `make fuzz` reads millions."""

import pytest

import fuzz


@pytest.mark.parametrize("name", fuzz.TARGETS)
def test_a_target_takes_what_is_drawn(name: str) -> None:
    assert fuzz.unguided(name, inputs=20, seed=7) == 20


def test_an_input_is_text_or_pieces_of_the_lexicons() -> None:
    assert fuzz.text_of(" 稳中求进".encode()) == " 稳中求进"
    assert set("".join(fuzz.pieces())) >= set("镇江高新技术企业")
    assert fuzz.text_of(b"\1\0\0") == fuzz.MARKS[0]
