"""From raw bytes to clean paragraphs, with a ledger of every change."""

from helpers.cleaning.document import Cleaned, clean
from helpers.cleaning.folder import clean_folder, read
from helpers.cleaning.formats import Source
from helpers.cleaning.lines.furniture import recurring
from helpers.cleaning.manifests import manifest
from helpers.places import find

__all__ = ["Cleaned", "Source", "clean", "clean_folder", "find", "manifest", "read", "recurring"]
