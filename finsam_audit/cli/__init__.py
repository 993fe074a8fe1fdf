"""What a person types, and what the program answers with: help, files, exit codes."""
