"""What the vendor's documentation says of an API, and where the document differs from it.

From pages to edits of the document, in the order of the work:

- `reading/`: a captured page becomes facts (its own docstring has the way).
- `facts`, `observations`: what was seen, on pages and elsewhere, as records and as YAML files.
- `facts_reader`, `facts_printer`: facts in files. `fact_store`: with the digests of descriptions.
  `merge`: two pages of one operation, or a new capture and the facts that stand. `changes`,
  `operation_changes`: what the vendor changed between two captures.
- `compare`, `comparison/`: facts and document, operation by operation, become `differences`;
  `waivers` are those that are meant, `report` prints them.
- `operation_names`: names for an operation that the document lacks, as its others are named;
  `operation_verbs`, `function_names` and `path_words` have the rules.
- `draft`: the operations that the facts have and the document lacks, as YAML for a person to read.
- `operation_drafts`, `parameter_drafts`, `missing_operations`, `schema_index`, `schema_drafts`:
  what a draft is made of: its operations and their parameters, the operations that are lacking, the
  schemas that are met again, the schemas that are new.
- `edits`: edits of what differs, each tried on a copy before it is proposed; `fixes` and
  `value_fixes`: how each kind of difference is put right.
- `schema_variants`: what the document says of a value; `json_values`: which values are the same.
- `working_copy`: the copy of the document on which edits are made, and what the facts say of a
  place in it.
- `yaml_printer`, `yaml_editor`, `atomic_write`: YAML as a person lays it out, edits of a file that
  leave all other lines alone, and files that are written all or none."""
