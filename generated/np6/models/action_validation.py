from typing import Annotated, Any

from pydantic import Field

from .._runtime.integers import Int32
from .._runtime.model import OMITTED, Bool, Model, Omittable


class ActionValidation(Model):
    """How an action is tested or validated, or how that is taken back."""

    for_test: Annotated[Bool | None, Field(alias="fortest")] = None
    """Whether a test is meant, the first phase, or the validation for production, the second."""
    campaign_analyser: Annotated[Bool | None, Field(alias="campaignAnalyser")] = None
    """Whether to use the campaign analyser. Works only where the account has that feature."""
    test_segments: Annotated[list[Int32] | None, Field(alias="testSegments")] = None
    """The segments to test on, by their numbers."""
    media_for_test: Annotated[str | None, Field(alias="mediaForTest")] = None
    """The media that the test uses instead of the action's; by older documentation, an e-mail
    address that it goes to.
    """
    text_and_html: Annotated[Bool | None, Field(alias="textandHtml")] = None
    """Whether to send both the HTML and the text version."""
    comments: str | None = None
    """Any comments."""
    variables: Omittable[list[dict[str, Any]]] = OMITTED
    """Variables for the proof, as keys and values."""
