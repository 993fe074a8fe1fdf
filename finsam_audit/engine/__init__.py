"""A rule book held against a report, reports against each other, and what people decided about what was found."""
