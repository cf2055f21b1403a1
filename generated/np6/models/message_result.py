from typing import Annotated, TypeAlias

from .._runtime.variants import Variants
from .message_error import MessageError
from .message_success import MessageSuccess
from .other_message_result import OtherMessageResult

MessageResult: TypeAlias = Annotated[
    MessageSuccess | MessageError | OtherMessageResult,
    Variants("type", {"success": MessageSuccess, "error": MessageError}, OtherMessageResult),
]
"""What came of one message. A refusal comes with the status of a success, and does not keep the
others from being sent.
"""
