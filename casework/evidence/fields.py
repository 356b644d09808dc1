"""Form fields of this room: several files at once, a moment, a web address."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .uploads import IncomingFile
from .web import LONGEST, check_address


class FilesInput(forms.FileInput):
    """Any number of files, of any kind: everything may be evidence."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"multiple": True} | (attrs or {}))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return files.getlist(name) if hasattr(files, "getlist") else list(files.get(name) or [])


class FilesField(forms.FileField):
    """The files of one sending, each arrived and hashed; the clean value is a list of IncomingFile."""

    widget = FilesInput

    def clean(self, data: list[Any], initial: Any = None) -> list[IncomingFile]:
        if not data:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return []
        for one in data:
            if getattr(one, "error", ""):
                raise ValidationError(one.error, code="upload")
            super().clean(one, initial)
        return data


class MomentInput(forms.DateTimeInput):
    """A day and an hour in the reader's own time zone, with the browser's own picker."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"class": "input--m", "max": "2100-12-31T23:59"} | (attrs or {}), format="%Y-%m-%dT%H:%M"
        )


class MomentField(forms.DateTimeField):
    """When something happened, to the minute."""

    widget = MomentInput


class DayInput(forms.DateInput):
    """A day of the calendar, with the browser's own picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "input--m", "max": "2100-12-31"} | (attrs or {}), format="%Y-%m-%d")


class AddressField(forms.CharField):
    """A web address, kept to the letter: real ones reach 1,300 characters. It is never fetched."""

    def __init__(self, **kwargs: Any) -> None:
        box = forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false", "inputmode": "url"})
        given: dict[str, Any] = {"required": False, "max_length": LONGEST, "widget": box}
        super().__init__(**given | kwargs)

    def clean(self, value: Any) -> str:
        try:
            return check_address("address", super().clean(value))
        except ValidationError as error:
            if hasattr(error, "error_dict"):
                raise ValidationError(error.messages, code="address") from error
            raise


class UidChoice(forms.ModelChoiceField):
    """A record chosen by its uid: running numbers never reach a page."""

    def __init__(self, **kwargs: Any) -> None:
        given: dict[str, Any] = {"required": False, "to_field_name": "uid", "empty_label": _("Not recorded")}
        super().__init__(**given | kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            found = self.queryset.filter(pk=value).first()  # type: ignore[union-attr]
            return found.uid if found else None
        return super().prepare_value(value)
