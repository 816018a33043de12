"""Before anything is pulled: the worker asks the org about its own token, and stops unless it is exactly what it should be."""

from .client import Tenant, sdk
from .pull import PERMISSIONS, check_page
from .settings import Settings


def problems(tenant: Tenant, settings: Settings) -> list[str]:
    """Every reason not to start; empty when identity, grants and permitted divisions are as the settings say."""
    unnamed = [f"the settings name no division for {name}" for name in PERMISSIONS if not settings.divisions_of(name)]
    return [*unnamed, *_identity(tenant, settings), *_grants(tenant, settings), *_permitted(tenant, settings)]


def _identity(tenant: Tenant, settings: Settings) -> list[str]:
    token = tenant.read("who am I", lambda: sdk.TokensApi(tenant.api).get_tokens_me())
    seen = token.o_auth_client.id if token.o_auth_client else None
    return [] if seen == settings.client_id else [f"the token is of client {seen}, not of {settings.client_id}"]


def _grants(tenant: Tenant, settings: Settings) -> list[str]:
    subject = tenant.read("my grants", lambda: sdk.AuthorizationApi(tenant.api).get_authorization_subjects_me())
    if not subject.grants:
        return ["the org shows no grant of this client"]
    mine = frozenset().union(*settings.divisions.values())
    found = {grant.division.id if grant.division else None for grant in subject.grants}
    return [f"a grant in division {division or 'unknown'}, which the settings do not name" for division in sorted(found - mine, key=str)]


def _permitted(tenant: Tenant, settings: Settings) -> list[str]:
    api = sdk.AuthorizationApi(tenant.api)
    reasons: list[str] = []
    for permission, expected in sorted(settings.divisions.items()):
        seen: set[str] = set()
        number = 1
        while True:
            page = tenant.read(
                f"divisions of {permission}",
                lambda: api.get_authorization_divisionspermitted_paged_me(permission, page_number=number, page_size=100),
            )
            check_page(f"divisions of {permission}", number, page.entities, page.page_count)
            seen.update(division.id for division in page.entities)
            if number >= page.page_count:
                break
            number += 1
        if getattr(page, "all_divs_permitted", False):
            reasons.append(f"{permission}: held in every division")
        reasons += [f"{permission}: also in division {division}" for division in sorted(seen - expected)]
        reasons += [f"{permission}: not in division {division}" for division in sorted(expected - seen)]
    return reasons
