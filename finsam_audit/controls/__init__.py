"""What a check works with: a rule, a formula worked out with its interval, a relation judged, an outcome."""
