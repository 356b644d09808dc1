"""Makes our site the one that `django.contrib.admin.site` means. Apart from apps.py, which names one app."""

from django.contrib.admin.apps import AdminConfig


class CaseworkAdminConfig(AdminConfig):
    """Django admin with our own site, which takes in nothing that does not keep our rules."""

    default = False
    default_site = "accounts.admin_site.CaseworkAdminSite"
