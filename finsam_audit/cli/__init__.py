"""What a person types, and what the program answers with: help, files, exit codes."""

DONE, FOUND, FAILED = 0, 1, 2  # nothing to mend, something to mend, the job not done
SHOW = ("details", "passed", "rounding", "not-applicable", "uncovered", "doubtful", "follow-ons", "all")
