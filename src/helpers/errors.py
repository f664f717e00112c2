"""Errors whose text tells the user which file, which place and what to do."""


class TifaError(Exception):
    """Anything that the user can mend; the message says how."""


class DocumentError(TifaError):
    """A document that cannot be read; the others go on without it."""


class LexiconError(TifaError):
    """A lexicon file that cannot be understood."""


class ParameterError(TifaError):
    """A parameter that does not exist or has an impossible value."""


class TableError(TifaError):
    """A table that is missing, or is not what the data dictionary says."""


class ClusterError(TifaError):
    """A cluster that cannot do the work."""
