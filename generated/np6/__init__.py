"""NP6 API: `NP6` and `AsyncNP6`, their models and errors."""

from ._lazy import lazy

TYPE_CHECKING = False  # as type checkers take it; `typing` costs more than all of this
if TYPE_CHECKING:
    from . import inputs as inputs
    from . import models as models
    from . import resources as resources
    from ._client import NP6 as NP6
    from ._client import AsyncNP6 as AsyncNP6
    from ._runtime import errors as errors
    from ._runtime.batch_options import BatchOptions as BatchOptions
    from ._runtime.batch_options import Progress as Progress
    from ._runtime.cursor import Cursor as Cursor
    from ._runtime.enums import OpenInt as OpenInt
    from ._runtime.enums import OpenStr as OpenStr
    from ._runtime.epoch import EpochMilliseconds as EpochMilliseconds
    from ._runtime.epoch import EpochSeconds as EpochSeconds
    from ._runtime.errors import AttemptInterruptedError as AttemptInterruptedError
    from ._runtime.errors import AuthenticationError as AuthenticationError
    from ._runtime.errors import BadRequestError as BadRequestError
    from ._runtime.errors import ConfigurationError as ConfigurationError
    from ._runtime.errors import ConflictError as ConflictError
    from ._runtime.errors import ConnectionFailedError as ConnectionFailedError
    from ._runtime.errors import DeadlineExceededError as DeadlineExceededError
    from ._runtime.errors import InvalidInputError as InvalidInputError
    from ._runtime.errors import InvalidResponseError as InvalidResponseError
    from ._runtime.errors import LengthRequiredError as LengthRequiredError
    from ._runtime.errors import NotFoundError as NotFoundError
    from ._runtime.errors import PermissionDeniedError as PermissionDeniedError
    from ._runtime.errors import Problem as Problem
    from ._runtime.errors import RateLimitError as RateLimitError
    from ._runtime.errors import RedirectionError as RedirectionError
    from ._runtime.errors import RequestBodyError as RequestBodyError
    from ._runtime.errors import RequestInfo as RequestInfo
    from ._runtime.errors import RequestTimeoutError as RequestTimeoutError
    from ._runtime.errors import ResponseError as ResponseError
    from ._runtime.errors import SDKError as SDKError
    from ._runtime.errors import ServerError as ServerError
    from ._runtime.errors import StatusError as StatusError
    from ._runtime.errors import TransportError as TransportError
    from ._runtime.errors import UnprocessableEntityError as UnprocessableEntityError
    from ._runtime.errors import UnsupportedMediaTypeError as UnsupportedMediaTypeError
    from ._runtime.follow import AsyncFollowing as AsyncFollowing
    from ._runtime.follow import Following as Following
    from ._runtime.follow import FollowOptions as FollowOptions
    from ._runtime.hooks import AttemptEvent as AttemptEvent
    from ._runtime.hooks import ErrorEvent as ErrorEvent
    from ._runtime.hooks import RequestEvent as RequestEvent
    from ._runtime.hooks import ResponseEvent as ResponseEvent
    from ._runtime.items import AsyncItemStream as AsyncItemStream
    from ._runtime.items import ItemStream as ItemStream
    from ._runtime.journal import mark as mark
    from ._runtime.model import Model as Model
    from ._runtime.model import OpenModel as OpenModel
    from ._runtime.options import AsyncClientOptions as AsyncClientOptions
    from ._runtime.options import ClientOptions as ClientOptions
    from ._runtime.options import RequestKeywords as RequestKeywords
    from ._runtime.options import RequestOptions as RequestOptions
    from ._runtime.options import ViewOptions as ViewOptions
    from ._runtime.pacing import Pace as Pace
    from ._runtime.pacing import Turn as Turn
    from ._runtime.polling import PollingError as PollingError
    from ._runtime.polling import PollingFailedError as PollingFailedError
    from ._runtime.polling import PollingTimeoutError as PollingTimeoutError
    from ._runtime.polling import WaitOptions as WaitOptions
    from ._runtime.polling import WaitProgress as WaitProgress
    from ._runtime.rate_limits import RateLimit as RateLimit
    from ._runtime.report import BatchError as BatchError
    from ._runtime.report import BatchReport as BatchReport
    from ._runtime.report import ItemError as ItemError
    from ._runtime.report import Outcome as Outcome
    from ._runtime.response import AsyncStreamedResponse as AsyncStreamedResponse
    from ._runtime.response import RawResponse as RawResponse
    from ._runtime.response import ResponseHead as ResponseHead
    from ._runtime.response import StreamedResponse as StreamedResponse
    from ._runtime.response import response_of as response_of
    from ._runtime.unset import UNSET as UNSET
    from ._runtime.unset import Unset as Unset
else:
    __getattr__, __dir__, __all__ = lazy(
        __name__,
        {
            "_client": "NP6 AsyncNP6",
            "_runtime.batch_options": "BatchOptions Progress",
            "_runtime.cursor": "Cursor",
            "_runtime.enums": "OpenInt OpenStr",
            "_runtime.epoch": "EpochMilliseconds EpochSeconds",
            "_runtime.errors": (
                "AttemptInterruptedError AuthenticationError BadRequestError ConfigurationError "
                "ConflictError ConnectionFailedError DeadlineExceededError InvalidInputError "
                "InvalidResponseError LengthRequiredError NotFoundError PermissionDeniedError "
                "Problem RateLimitError RedirectionError RequestBodyError RequestInfo "
                "RequestTimeoutError ResponseError SDKError ServerError StatusError "
                "TransportError UnprocessableEntityError UnsupportedMediaTypeError"
            ),
            "_runtime.follow": "AsyncFollowing FollowOptions Following",
            "_runtime.hooks": "AttemptEvent ErrorEvent RequestEvent ResponseEvent",
            "_runtime.items": "AsyncItemStream ItemStream",
            "_runtime.journal": "mark",
            "_runtime.model": "Model OpenModel",
            "_runtime.options": (
                "AsyncClientOptions ClientOptions RequestKeywords RequestOptions ViewOptions"
            ),
            "_runtime.pacing": "Pace Turn",
            "_runtime.polling": (
                "PollingError PollingFailedError PollingTimeoutError WaitOptions WaitProgress"
            ),
            "_runtime.rate_limits": "RateLimit",
            "_runtime.report": "BatchError BatchReport ItemError Outcome",
            "_runtime.response": (
                "AsyncStreamedResponse RawResponse ResponseHead StreamedResponse response_of"
            ),
            "_runtime.unset": "UNSET Unset",
        },
        {
            "errors": "_runtime.errors",
            "inputs": "inputs",
            "models": "models",
            "resources": "resources",
        },
    )

__version__ = "0.1.0"
