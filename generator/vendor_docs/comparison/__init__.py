"""Facts against the document, from an operation down to the keyword of a value.

- `matching`: which operation of the document one of the facts is.
- `operations`: one operation: its path, its section, `deprecated`, `x-evidence`.
- `context`: the request or the response of it that is compared, and how well the facts know it.
- `parameters`, `responses`, `bodies`: what is sent, which statuses are answered, media types.
- `values`: a value, its items, its fields; `ambiguous`: fields that may stand in several places.
- `keywords`: what is said of one value: type, format, null, enumeration, default, discriminator.
- `observed`: observations of the service against the document, and what `x-evidence` claims.
- `collector`: the differences as they are met; `precedence`: which evidence wins, where a page and
  an observation say different things."""
