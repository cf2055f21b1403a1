"""What changed between two schemas, one module a group of keywords; `graph` leads from one pair to
those inside it.
"""
