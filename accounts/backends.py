"""Who the password opens the door for."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser


class AccountsBackend(AuthenticationBackend):
    """Sign-in by e-mail and password, for people who may sign in today.

    Django asks `user_can_authenticate` at every request, so a deactivated person, or an auditor whose last
    day is over, is a stranger from the next request on. allauth keeps a deactivated user aside and shows a
    page of its own; here the answer is the same as for a wrong password, which tells nothing.
    """

    def user_can_authenticate(self, user: AbstractBaseUser) -> bool:
        return bool(getattr(user, "may_sign_in", False))

    @classmethod
    def _stash_user(cls, user: AbstractBaseUser | None) -> AbstractBaseUser | None:
        return super()._stash_user(None)
