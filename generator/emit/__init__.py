"""Printing what was decided about a document."""
