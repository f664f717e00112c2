"""From raw bytes to clean paragraphs, with a ledger of every change."""

from helpers.cleaning.document import Cleaned, clean
from helpers.cleaning.drafting import draft
from helpers.cleaning.explanation import explain_document
from helpers.cleaning.files import Source
from helpers.cleaning.folder import clean_folder, read
from helpers.cleaning.lines.furniture import recurring
from helpers.cleaning.manifests import manifest
from helpers.cleaning.series import folder_findings
from helpers.places import find

__all__ = [
    "Cleaned",
    "Source",
    "clean",
    "clean_folder",
    "draft",
    "explain_document",
    "find",
    "folder_findings",
    "manifest",
    "read",
    "recurring",
]
