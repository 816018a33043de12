"""What the advice that circulates does: nothing. Division ids in headers and parameters neither widen nor narrow what a token sees."""

from .client import Tenant, sdk


def demonstrate(tenant: Tenant, division_id: str) -> list[str]:
    """Asks for queues plainly, then with each piece of advice, and tells what changed."""
    lines = []
    plain = _seen(tenant, {}, None)
    for name in ("X-Genesys-Deployment-Id", "X-Genesys-Division-Id"):
        lines.append(_compare(f"header {name}", plain, _seen(tenant, {name: division_id}, None)))
    lines.append(_compare("parameter divisionId of another division", frozenset(), _seen(tenant, {}, [division_id])))
    return lines


def _seen(tenant: Tenant, headers: dict[str, str], divisions: list[str] | None) -> frozenset[str]:
    before = dict(tenant.api.default_headers)
    tenant.api.default_headers.update(headers)
    try:
        api = sdk.RoutingApi(tenant.api)
        arguments = {} if divisions is None else {"division_id": divisions}
        page = tenant.read("queues", lambda: api.get_routing_queues(page_size=100, **arguments))
        return frozenset(queue.id for queue in page.entities or [])
    finally:
        tenant.api.default_headers.clear()
        tenant.api.default_headers.update(before)


def _compare(what: str, expected: frozenset[str], seen: frozenset[str]) -> str:
    return f"{what}: {'nothing changed' if seen == expected else 'SOMETHING CHANGED'} ({len(seen)} queues)"
