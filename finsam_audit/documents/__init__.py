"""A document (PDF, Word, Excel, text) to a data file: what is printed, with its place, and what is in doubt."""
