"""A server made from a document alone: it checks every request against the document and answers
with examples.

It contacts nothing, keeps nothing, and says on every answer that it is a mock.
"""
