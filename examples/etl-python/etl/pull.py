"""Pages of queues and of conversation details, one JSON object a line."""

from collections.abc import Iterator
from typing import Any

from .client import Tenant, sdk

Row = dict[str, Any]


def queues(tenant: Tenant, size: int = 100) -> Iterator[Row]:
    api = sdk.RoutingApi(tenant.api)
    number = 1
    while True:
        page = tenant.call("queues", lambda: api.get_routing_queues(page_number=number, page_size=size))
        for queue in page.entities or []:
            yield {"kind": "queue", "id": queue.id, "name": queue.name, "divisionIds": [queue.division.id]}
        if number >= (page.page_count or 0):
            return
        number += 1


def conversations(tenant: Tenant, interval: str, size: int = 100) -> Iterator[Row]:
    """A query is a POST that creates nothing; it is repeated only after an answer that says so."""
    api = sdk.AnalyticsApi(tenant.api)
    number = 1
    while True:
        query = {"interval": interval, "paging": {"pageSize": size, "pageNumber": number}}
        page = tenant.call("conversations", lambda: api.post_analytics_conversations_details_query(query))
        found = page.conversations or []
        for conversation in found:
            yield {
                "kind": "conversation",
                "id": conversation.conversation_id,
                "start": conversation.conversation_start.isoformat(),
                "divisionIds": conversation.division_ids,
            }
        if len(found) < size:
            return
        number += 1


def stray(row: Row, allowed: frozenset[str]) -> bool:
    """A row of which no division is the tenant's: it must never be written."""
    return not allowed.intersection(row["divisionIds"] or [])
