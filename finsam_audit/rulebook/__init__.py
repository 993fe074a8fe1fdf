"""Packs are read, held against themselves and become rules; their examples are run."""
