"""From a captured page of the vendor's documentation to facts: the modules in the order in which a
page passes through them.

    page_file ──┬── copied_text (line_grammar) ──┬── page ── field_tree ── capture ──▶ Section
                └── redoc_html (redoc_schema) ───┘            sample

- `page_file`: the file that a browser saved, read by the reader of its form.
- `copied_text`: text as a browser copies it, whose lines `line_grammar` knows.
- `redoc_html`: HTML that Redoc rendered, whose tables of fields `redoc_schema` reads.
- `page`: what both give, a `Page`: names and types as they stand there, in their order.
- `sample`: the JSON that a page shows, and the `curl` command.
- `field_tree`: a flat list of fields and a sample, put together to the tree that they come from.
- `capture`: pages become facts (`generator.vendor_docs.facts`)."""
