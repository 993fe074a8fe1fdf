"""finsam-audit: the linter for annual reports."""

__version__ = "0.1.0"
