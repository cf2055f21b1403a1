"""The configuration of another generator as an overlay: what its SDK calls resources, methods,
models and credentials, and how its lists come in pages, in our own `x-sdk`.

`configuration` tells whose a file is, and a module for each generator reads it; `names` keeps what
is carried over and what is not; `overlay` writes it. A document is never changed: an overlay stands
beside it."""
