"""What changed between two documents on the wire, by part of the document.

One module a part of the OpenAPI Specification compares what two documents say there;
`document.compare` is the way in. What they give are findings, one a cause, each with the operations
that it reaches; `verdicts` makes changes of them, by the table of rules."""
