"""Which pages the browser looks at: routes, which tests/access/routes.py fills with the records of a case."""

from tests.access.routes import fill, our_routes
from tests.access.world import FullCase

IN_CASE = "cases/<str:ref>/"
# Where people spend their days.
DAILY = (
    "",
    "cases/",
    "incidents/new/",
    "evidence/",
    "parties/",
    "places/",
    "ladder/",
    "inbox/",
    *(
        IN_CASE + tab
        for tab in (
            "",
            "incidents/",
            "incidents/<uuid:uid>/",
            "evidence/",
            "evidence/<uuid:uid>/",
            "evidence/new/",
            "people/",
            "parties/",
            "parties/link/",
            "status/",
            "tasks/",
            "history/",
            "access/",
        )
    ),
)
# From credible evidence to a finding: what investigators write and supervisors judge.
LADDER = tuple(
    IN_CASE + tab
    for tab in (
        "assessments/",
        "assessments/<uuid:uid>/",
        "investigations/",
        "investigations/<uuid:uid>/",
        "investigations/new/",
        "investigations/ratings/<uuid:uid>/",
        "investigations/grades/new/<uuid:incident>/",
        "findings/<uuid:uid>/",
        "findings/<uuid:uid>/edit/",
        "findings/<uuid:uid>/conclude/<uuid:violation>/",
        "findings/<uuid:uid>/ask/<uuid:party>/",
        "questions/<slug:kind>/<uuid:uid>/",
        "questions/<uuid:uid>/answer/",
        "people/<uuid:uid>/",
        "people/<uuid:uid>/consent/<slug:purpose>/",
        "people/risk/new/",
        "publication/",
        "publication/<uuid:uid>/",
        "publication/<uuid:uid>/edit/",
        "publication/<uuid:uid>/words/",
        "publication/<uuid:uid>/checklist/",
        "publication/<uuid:uid>/preview/<slug:lang>/",
        "redress/",
        "redress/claims/<uuid:uid>/",
        "redress/claims/new/",
        "redress/referrals/new/",
        "redress/status/",
    )
)
# What belongs to no single case.
OFFICE = (
    "review/",
    "review/<slug:kind>/<uuid:uid>/",
    "scorecard/",
    "scorecard/allegations/",
    "scorecard/explained/",
    "reports/",
    "reports/decisions/",
    "reports/workload/",
    "disagreements/",
    "compensation/",
    "recommendations/",
    "recommendations/<uuid:uid>/",
    "recommendations/<uuid:uid>/respond/",
    "recommendations/new/",
    "referrals/",
    "investigations/effective/",
    "publication/figures/",
)


def addresses(full: FullCase, routes: tuple[str, ...]) -> list[str]:
    """The paths of some routes for one case."""
    return [fill(route, full) for route in routes]


def main_pages(full: FullCase) -> list[str]:
    """The pages people spend their days on."""
    return [*addresses(full, DAILY), "/accounts/"]


def every_page(full: FullCase) -> list[str]:
    """Every address of the project, for the case; what is no page answers with something else than one."""
    return [fill(route, full) for route in our_routes()]


def public_pages(reference: str, language: str) -> list[str]:
    """What somebody outside reads."""
    site = f"/findings/{language}/"
    return [site, f"{site}{reference}/", f"{site}data/", f"{site}how/", f"{site}corrections/"]
