"""The models, each module imported when one of its classes is first used."""

from .._lazy import lazy

TYPE_CHECKING = False  # as type checkers take it; importing `typing` would cost more than this package does
if TYPE_CHECKING:
    from .channel import Channel as Channel
    from .conversation_stamp import ConversationStamp as ConversationStamp
    from .edit_stamp import EditStamp as EditStamp
    from .execution import Execution as Execution
    from .execution_result import ExecutionResult as ExecutionResult
    from .notification import Notification as Notification
    from .notification_content import NotificationContent as NotificationContent
    from .notification_expiration import NotificationExpiration as NotificationExpiration
    from .notification_purpose import NotificationPurpose as NotificationPurpose
    from .notification_scheduler import NotificationScheduler as NotificationScheduler
    from .notification_scripting import NotificationScripting as NotificationScripting
    from .notification_settings import NotificationSettings as NotificationSettings
    from .notification_task import NotificationTask as NotificationTask
    from .notification_version import NotificationVersion as NotificationVersion
    from .recipient import Recipient as Recipient
    from .redirection import Redirection as Redirection
else:
    __getattr__, __all__ = lazy(
        __name__,
        {
            "execution": "Execution",
            "recipient": "Recipient",
            "redirection": "Redirection",
            "channel": "Channel",
            "conversation_stamp": "ConversationStamp",
            "execution_result": "ExecutionResult",
            "notification": "Notification",
            "edit_stamp": "EditStamp",
            "notification_settings": "NotificationSettings",
            "notification_purpose": "NotificationPurpose",
            "notification_expiration": "NotificationExpiration",
            "notification_task": "NotificationTask",
            "notification_scheduler": "NotificationScheduler",
            "notification_version": "NotificationVersion",
            "notification_scripting": "NotificationScripting",
            "notification_content": "NotificationContent",
        },
    )
