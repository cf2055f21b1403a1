"""From a captured page of the vendor's documentation to facts: the modules in the order in which a
page passes through them.

    page_file ──┬── copied_text (text_*, line_grammar, …) ─────┬── page ── field_tree ── capture
                └── redoc_html (redoc_schema) ─────────────────┘

- `page_file`: the file that a browser saved, read by the reader of its form.
- `copied_text`: text as a browser copies it, whose lines `line_grammar` knows: `text_outline` tells
  its operations apart, `text_parts` the parts of one; `text_operations`, `text_responses`,
  `text_bodies` and `field_lists` read them.
- `redoc_html`: HTML that Redoc rendered, whose tables of fields `redoc_schema` reads.
- `page`: what both give, a `Page`: names and types as they stand there, in their order.
- `curl`, `sample`: the command and the JSON that a page shows.
- `field_tree`: a flat list of fields and a sample, put together to the tree that they come from.
- `capture`: pages become facts (`generator.vendor_docs.facts`)."""
