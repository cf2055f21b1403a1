"""What a change of the document means: on the wire, to Python callers, and whose change it is."""
