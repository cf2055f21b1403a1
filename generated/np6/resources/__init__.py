"""The resources of the client, a module each."""
