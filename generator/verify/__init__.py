"""Conformance: read-only calls of a live API, and where its
answers are not as the document says.
"""
