"""The shape of a digest."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

SHA256 = RegexValidator(r"\A[0-9a-f]{64}\Z", _("A SHA-256 digest has 64 hexadecimal characters."))
