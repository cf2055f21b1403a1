"""A rehearsal of NP6, which has no sandbox: a stand-in that behaves as the service was observed to.

What is known of the service is in `spec/reference/`. Where nothing is known the stand-in takes the
stricter way, and a comment with the word "assumed" says so. Nothing of it is in `generator/`, which
knows no vendor."""
