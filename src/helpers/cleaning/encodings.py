"""Find out in which encoding Chinese text was saved, and undo wrong ones."""

import codecs
import re
from collections.abc import Sequence
from contextlib import suppress

from helpers.errors import DocumentError
from helpers.text import script

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
"""With two or four bytes a character: without a mark they are known by what they make of it."""
# Chinese as letters, for mail of old: +ZTZenA- or ~{;z~}.
MAILED = {"utf-7": re.compile(r"\+[A-Za-z0-9/]{5,}-"), "hz": re.compile(r"~\{[!-~]{4,}~\}")}
KANA = frozenset(map(chr, range(0x3041, 0x30FB)))
LETTERS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
# Chinese bytes that somebody read as Latin ones: ÕòÊÐ for 市.
LATIN = re.compile("[\u00a1-\u00ff]")
# The right decoding of Chinese has nineteen everyday characters in twenty, a wrong one far fewer.
COMMON_ENOUGH = 0.85
UNREADABLE_AT_MOST = 0.01


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text and the encoding that it was in.

    A byte order mark or valid UTF-8 decides. Else each of the detector's guess, GB18030, Big5 and
    UTF-8 with flaws is tried and judged by how many of its Han characters are everyday ones: what
    the file declares of itself is not believed. Raises DocumentError for what is no Chinese text.

    >>> decode("镇江市政府工作报告".encode("gbk"), "a.txt")
    ('镇江市政府工作报告', 'gb18030')
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            if not _mark_lies(data.removeprefix(bom), encoding):
                return data.decode(encoding, errors="replace"), encoding
            data = data.removeprefix(bom)
            break
    if b"\0" in data:
        quality, text, encoding = _best(data, WIDE)
        if quality < COMMON_ENOUGH:
            raise DocumentError(f"{name}: binary, not text. Save it as UTF-8 text and try again.")
        return text, encoding
    try:
        return _sound(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        pass
    if _japanese(data):
        raise DocumentError(f"{name}: the text is Japanese. Only Chinese is read here.")
    quality, text, encoding = _best(data, _candidates(data))
    if (quality < COMMON_ENOUGH or "\ufffd" in text) and (lines := _by_line(data)):
        return lines, "utf-8 and gb18030"
    if quality < COMMON_ENOUGH:
        quality, text, encoding = _best(data, WIDE[:2])
    if quality < COMMON_ENOUGH:
        raise DocumentError(f"{name}: the encoding is unknown. Save it as UTF-8 and try again.")
    return text, encoding


def _mark_lies(rest: bytes, encoding: str) -> bool:
    """Tell whether somebody put a byte order mark before bytes of another encoding."""
    try:
        rest.decode("utf-8")
    except UnicodeDecodeError:
        return encoding == "utf-8-sig"
    return encoding != "utf-8-sig" and b"\0" not in rest


def _by_line(data: bytes) -> str:
    """Return a text of which some lines are UTF-8 and the others GB18030, empty if it is none."""
    lines = []
    for line in data.splitlines(keepends=True):
        try:
            lines.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            quality, text, _ = _judged(line, "gb18030")
            if quality < COMMON_ENOUGH or "\ufffd" in text:
                return ""
            lines.append(text)
    return "".join(lines)


def _best(data: bytes, encodings: Sequence[str]) -> tuple[float, str, str]:
    """Return how good the best of the decodings is, its text and its name."""
    return max((_judged(data, encoding) for encoding in encodings), key=lambda found: found[0])


def _sound(text: str, name: str) -> tuple[str, str]:
    """Return UTF-8 text, mended if its Chinese was read as Latin before it was saved."""
    if text.count("\ufffd") > UNREADABLE_AT_MOST * len(text) + 1:
        raise DocumentError(
            f"{name}: its characters were lost before it was saved (\ufffd). Fetch it again."
        )
    for encoding, sign in MAILED.items():
        if text.isascii() and sign.search(text):
            quality, read, _ = _judged(text.encode(), encoding)
            if quality >= COMMON_ENOUGH:
                return read, encoding
    if len(LATIN.findall(text[:50_000])) < len(text[:50_000]) / 4:
        return text, "utf-8"
    for latin in ("latin-1", "cp1252"):
        with suppress(UnicodeEncodeError):
            quality, mended, encoding = _best(text.encode(latin), ("utf-8", "gb18030"))
            if quality >= COMMON_ENOUGH:
                return mended, f"{encoding} read as {latin}, utf-8"
    return text, "utf-8"


def _candidates(data: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:50_000]).best()
    guessed = [guess.encoding] if guess else []
    return list(dict.fromkeys(["gb18030", "big5hkscs", "utf-8", *guessed]))


def _japanese(data: bytes) -> bool:
    """Tell whether the bytes are sound in a Japanese encoding and then have the kana of Japanese.

    In Big5 the bytes of kana are everyday characters.
    """
    for encoding in ("euc_jis_2004", "shift_jis"):
        try:
            letters = LETTERS.findall(data[:50_000].decode(encoding))
        except UnicodeDecodeError:
            continue
        if sum(char in KANA for char in letters) > len(letters) / 4:
            return True
    return False


def _judged(data: bytes, encoding: str) -> tuple[float, str, str]:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    if not text or lost > max(1, UNREADABLE_AT_MOST * len(text)):  # one: a file cut short
        return 0.0, text, encoding
    letters = LETTERS.findall(text[:50_000])
    everyday = sum(map(script.is_common, letters)) / len(letters) if letters else 0.0
    label = f"{encoding}, {lost} unreadable" if lost else encoding
    return everyday - lost / len(text), text, label
