"""Printed text to figures with their places; knows no meaning."""
