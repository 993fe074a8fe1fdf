"""Outcomes to something a person or a program reads. Nothing here computes."""
