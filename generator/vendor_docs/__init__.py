"""True to the reference: what a page of the vendor's reference says, and where the document differs
from it.
"""
