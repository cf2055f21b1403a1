from .._runtime.model import Model


class SmsRendering(Model):
    """Asks how an SMS action looks for one contact. The reference does not show its fields."""
