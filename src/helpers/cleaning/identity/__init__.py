"""What a document is: title, place, level, issuer, genre and year, from all its witnesses."""

from helpers.cleaning.identity.facts import Facts, decided, speaker
from helpers.cleaning.identity.page import Page, page

__all__ = ["Facts", "Page", "decided", "page", "speaker"]
