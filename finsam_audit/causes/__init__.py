"""Which figure is to blame for several findings, and what it should be."""
