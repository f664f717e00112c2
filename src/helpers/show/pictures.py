"""Turn a figure into the picture that a page or a notebook shows."""

import base64
import hashlib
import io
import re
import struct
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from helpers.show import html
from helpers.show.lettering import is_bilingual, lettered
from helpers.show.words import Language, Text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LARGEST = 40_000
"""Characters up to which a figure is an SVG: its text can be selected, it packs to a fifth of the
PNG, and drawing it takes half as long."""


def plot(figure: "Figure", alt: Text) -> tuple[Markup, str]:
    """Return a figure for a page: once where no words of ours are in it, else in each language.

    Beside it is the English PNG in base64, empty where the figure is an SVG. What fits English is
    drawn for Chinese, too.
    """
    bitmap = any(axes.images for axes in figure.axes)
    box, body = ("", Markup()) if bitmap else small_svg(figure, "en")
    vector = 0 < len(body) <= LARGEST
    png = "" if vector else small_png(figure, "en")
    if not is_bilingual(figure):
        one = html.macro("svg", box, body, alt) if vector else _png(png, alt)
        return html.macro("plot", {"": one}), png
    chinese = small_svg(figure, "zh") if vector else small_png(figure, "zh")
    en, zh = Text(alt.en, alt.en), Text(alt.zh, alt.zh)
    sides = {
        "en": html.macro("svg", box, body, en) if vector else _png(png, en),
        "zh": _png(chinese, zh) if isinstance(chinese, str) else html.macro("svg", *chinese, zh),
    }
    return html.macro("plot", sides), png


def _png(png: str, alt: Text) -> Markup:
    width, height = struct.unpack(">II", base64.b64decode(png)[16:24])
    return html.macro("png", png, width, height, alt)


def small_svg(figure: "Figure", language: Language) -> tuple[str, Markup]:
    """Return the view box and the inside of an SVG whose text is text.

    What it defines is named after the language, since the other one may be hidden.
    """
    import matplotlib as mpl

    drawn = io.StringIO()
    settings: Any = {"svg.fonttype": "none", "svg.hashsalt": f"tifa {language}"}
    with mpl.rc_context(settings), lettered(figure, language):
        _save(figure, drawn, format="svg", metadata={"Date": None, "Creator": None})
    head, _, body = drawn.getvalue().partition("<svg ")[2].partition(">")
    box = re.search(r'viewBox="([^"]+)"', head)
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.S)
    body = re.sub(r'<g id="[^"]*"', "<g", re.sub(r"\s+(?=<)|<!--.*?-->", "", body))
    body = re.sub(r"(\d\.\d\d)\d+", r"\1", body.replace("\n", " "))
    body = re.sub(r"'Noto Sans SC'[^;\"]*", "inherit", body)  # a page has its own font
    # Markers of one form would have one name on all figures of a page.
    own = hashlib.sha256(body.encode()).hexdigest()[:4]
    body = re.sub(r'(id="|#)([mp][0-9a-f]{10})\b', rf"\g<1>\g<2>{own}", body)
    return box[1] if box else "", Markup(body)


def small_png(figure: "Figure", language: Language | None) -> str:
    """Return the figure as PNG in base64, in 32 colours: a quarter of the size."""
    from PIL import Image

    drawn, small = io.BytesIO(), io.BytesIO()
    with lettered(figure, language):
        _save(figure, drawn, format="png", pil_kwargs={"compress_level": 0})  # packed below
    image = Image.open(drawn).convert("RGB")
    colours = image.quantize(32, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    colours.save(small, format="png", optimize=True)
    return base64.b64encode(small.getvalue()).decode("ascii")


def _save(figure: Any, out: io.StringIO | io.BytesIO, **options: Any) -> None:
    """Save a figure, which is laid out first; matplotlib would also draw it for that, unseen."""

    def laid_out(_: Any) -> None:
        del figure.draw
        if engine := figure.get_layout_engine():
            engine.execute(figure)

    figure.draw = laid_out
    figure.savefig(out, **options)
