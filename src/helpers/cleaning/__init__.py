"""From raw bytes to clean paragraphs, with a ledger of every change."""

from helpers.cleaning.corpus import Source, find, manifest, read
from helpers.cleaning.document import Cleaned, clean
from helpers.cleaning.furniture import recurring

__all__ = ["Cleaned", "Source", "clean", "find", "manifest", "read", "recurring"]
