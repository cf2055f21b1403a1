from .._runtime.model import Model


class SmsMessage(Model):
    """One SMS to send. The reference does not show its fields."""
