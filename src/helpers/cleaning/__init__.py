"""From raw bytes to clean paragraphs, with a ledger of every change."""

from helpers.cleaning.corpus import Source, manifest, read
from helpers.cleaning.document import Cleaned, clean
from helpers.cleaning.folder import clean_folder
from helpers.cleaning.lines.furniture import recurring
from helpers.places import find

__all__ = ["Cleaned", "Source", "clean", "clean_folder", "find", "manifest", "read", "recurring"]
