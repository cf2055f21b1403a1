"""What every call of this package shares; private to it, free to change with the next version."""
