"""Cut out of the font what a page needs."""

import io
from importlib import util
from pathlib import Path


def font_path() -> Path:
    """Return NotoSansSC-Regular.ttf of the package zhplot, which is not imported.

    Importing zhplot would change matplotlib's settings.
    """
    spec = util.find_spec("zhplot")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("zhplot is missing: install requirements.txt.")
    return Path(spec.origin).parent / "fonts" / "NotoSansSC-Regular.ttf"


UNUSED = ("BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx")
"""Tables for typesetting and for vertical text; to read them takes half of the time."""


def font_subset(text: str) -> bytes:
    """Return the Chinese font with only the characters of the text, as WOFF.

    Latin is left out: for it a reader's own font does better.
    """
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes={0x3000, *(ord(char) for char in text if ord(char) > 0x2000)})
    out = io.BytesIO()
    with TTFont(font_path(), recalcTimestamp=False, lazy=True) as font:
        for table in UNUSED:
            del font[table]
        # Names, which nobody reads, would be looked up for all 30,000 glyphs.
        font.setGlyphOrder([f"glyph{number:05}" for number in range(font["maxp"].numGlyphs)])
        subsetter.subset(font)
        font.flavor = "woff"  # WOFF2 is a quarter smaller and takes five times as long
        font.save(out, reorderTables=False)
    return out.getvalue()
