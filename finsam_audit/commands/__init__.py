"""The command line, thin: options in, library calls, exit code out."""
