"""One reading of a Schema Object (OpenAPI 3.0.4, section 4.7.24; 3.1.1, section 4.8.24).

- `keywords`: one schema object by itself, in the words of JSON Schema 2020-12.
- `composition`: which schema objects hold together, with the pointer of each, in three orders.
- `normalised`: what they say together, as facts with places; `reader` reads it, `folding` adds what
  each says.
- `view`: a schema as a validator of JSON Schema 2020-12 has it.

All who read schemas take what holds together from here: models (`api.schema.merge`), examples,
judging of values, lint, the review, the comparison with vendor pages. What they make of it differs
on purpose:

- a model has one field for a property, so the nearest declaration has its way; an example and the
  review hold a value to all declarations of it;
- where parts disagree on types, the review says that nothing is let through, an example takes the
  first ones: something has to be shown;
- the flags of directions are heeded beside a reference in OpenAPI 3.0 too (`beside_references`),
  as vendors plainly mean them; nothing else is;
- lint looks at `then`, `else` and dependent schemas as well (`alternatives`): a property that is
  required anywhere should be described somewhere;
- the vendor's pages describe each variant by itself, so unions are written out there, and a use of
  a polymorphic base is the base: pages show one object.

Those that write a schema anew for a validator (`instances`, `review.proof`, `api.assertions`) share
its words (`modernise`, `integer_range`), not its shape: each leaves out something else."""
