"""Printed labels to concepts, never guessing between two."""
