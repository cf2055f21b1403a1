"""What type checkers know of a field that may be left out, but not be null."""

from letters.models import Execution, Recipient

made = Execution(recipient=Recipient(type="x"), title="t", note=None, class_="c")
if made.title is not None and made.title.upper():
    made.title = made.title.lower()
    del made.title
print(made.title and made.title.upper(), (made.class_ or "").upper(), made.to_dict()["title"])

Execution(recipient=Recipient(type="x"), title=None)  # type: ignore[arg-type]
Execution(recipient=Recipient(type="x"), class_=None)  # type: ignore[arg-type]
Execution(recipient=Recipient(type="x"), title=5)  # type: ignore[arg-type]
made.title = None  # type: ignore[assignment]
made.title.upper()  # type: ignore[union-attr]
