"""One reading of a Schema Object (OpenAPI 3.0.4, section 4.7.24; 3.1.1, section 4.8.24).

- `keywords`: one schema object by itself, in the words of JSON Schema 2020-12."""
