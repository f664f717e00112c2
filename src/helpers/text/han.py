"""The characters of Chinese text, as parts of a regular expression's class."""

HAN = "\u3400-\u9fff"
"""Han characters of the basic plane."""
