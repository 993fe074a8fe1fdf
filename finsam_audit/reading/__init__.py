"""How the parts of a data file are read, one module a part; ``reader`` puts them together."""
