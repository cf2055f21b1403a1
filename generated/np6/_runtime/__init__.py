"""What every call of this package shares; private to it, and
free to change with the next version.
"""
