"""From the `Api` to files: models, client, tests and docs."""
