"""After a new key was put first in CASEWORK_ENCRYPTION_KEYS: seal every stored secret with it."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand

from accounts.cipher import reseal

SEALED = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


class Command(BaseCommand):
    """manage.py reseal_second_factors; may be run again at any time."""

    help = "Seal all second-factor secrets with the newest key, so that older keys can be dropped."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for factor in Authenticator.objects.filter(type__in=SEALED):
            name = SEALED[Authenticator.Type(factor.type)]
            if name in factor.data:
                factor.data[name] = reseal(factor.data[name])
                factor.save(update_fields=["data"])
                count += 1
        self.stdout.write(f"{count} secrets are sealed with the newest key.")
