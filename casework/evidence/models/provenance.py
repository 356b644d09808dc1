"""How a web capture was made, and where and when the material itself was made."""

import ipaddress
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.core import clock
from casework.core.constraints import known
from casework.core.coordinates import Spot, latitude_column, longitude_column
from casework.places.choices import PlacePrecision

from ..web import check_address

LOWEST_STATUS, HIGHEST_STATUS = 100, 599
MOST_REDIRECTS = 20


class CaptureMixin(models.Model):
    """What the server of a page answered when it was captured, so that the capture can be judged later.

    Typed in or taken over from the tool of the person who captured it: this server never fetches an address.
    """

    captured_at = models.DateTimeField(_("time of the request"), null=True, blank=True)
    capture_status = models.PositiveSmallIntegerField(
        _("HTTP status"),
        null=True,
        blank=True,
        validators=[MinValueValidator(LOWEST_STATUS), MaxValueValidator(HIGHEST_STATUS)],
    )
    capture_ip = models.CharField(_("address of the server (IP)"), max_length=45, blank=True, default="")
    capture_redirects = models.TextField(_("redirects"), max_length=20000, blank=True, default="")
    capture_headers = models.TextField(_("HTTP headers"), max_length=20000, blank=True, default="")

    class Meta:
        abstract = True

    @property
    def has_capture(self) -> bool:
        """Whether anything is known of how the page answered."""
        return bool(
            self.captured_at
            or self.capture_status
            or self.capture_ip
            or self.capture_redirects
            or self.capture_headers
        )

    def capture_errors(self) -> dict[str, Any]:
        """What cannot be true of a capture, field by field."""
        wrong: dict[str, Any] = {}
        if self.captured_at and self.captured_at > clock.now():
            wrong["captured_at"] = _("This lies in the future.")
        try:
            self.capture_ip = str(ipaddress.ip_address(self.capture_ip)) if self.capture_ip else ""
        except ValueError:
            wrong["capture_ip"] = _("Write an IP address, such as 203.0.113.7 or 2001:db8::7.")
        lines = [line.strip() for line in self.capture_redirects.splitlines() if line.strip()]
        if len(lines) > MOST_REDIRECTS:
            wrong["capture_redirects"] = _("More than 20 redirects: write down the first and the last.")
        try:
            self.capture_redirects = "\n".join(check_address("capture_redirects", line) for line in lines)
        except ValidationError as error:
            wrong["capture_redirects"] = error.messages
        return wrong


class WhereMadeMixin(models.Model):
    """The spot from which or of which the material was made, and how spot and time were found."""

    latitude = latitude_column()
    longitude = longitude_column()
    place_precision = models.CharField(
        _("how exactly the place is known"),
        max_length=20,
        choices=PlacePrecision,
        default=PlacePrecision.UNKNOWN,
    )
    geolocation = models.TextField(_("how the place was found"), max_length=8000, blank=True, default="")
    chronolocation = models.TextField(_("how the time was found"), max_length=8000, blank=True, default="")

    class Meta:
        abstract = True

    @property
    def coordinates(self) -> Spot | None:
        """The spot, or None where it is not known."""
        if self.latitude is None or self.longitude is None:
            return None
        return Spot(self.latitude, self.longitude)

    @coordinates.setter
    def coordinates(self, spot: Spot | None) -> None:
        self.latitude, self.longitude = spot or (None, None)

    def spot_errors(self) -> dict[str, Any]:
        """A spot without its precision says more than is known."""
        if self.coordinates is not None and self.place_precision == PlacePrecision.UNKNOWN:
            return {"place_precision": _("Say how exactly the coordinates are known.")}
        return {}


CAPTURE_CONSTRAINTS = [
    models.CheckConstraint(
        condition=Q(capture_status=None)
        | Q(capture_status__gte=LOWEST_STATUS, capture_status__lte=HIGHEST_STATUS),
        name="evidence_capture_status_known",
    ),
]
WHERE_CONSTRAINTS = [
    known("place_precision", PlacePrecision, "evidence_place_precision_known"),
    models.CheckConstraint(
        condition=Q(latitude=None, longitude=None)
        | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
        name="evidence_coordinates_on_earth",
    ),
]
