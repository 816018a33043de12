"""Pages of queues and of conversation details, one JSON object a line."""

from collections.abc import Iterator
from typing import Any

from .client import Tenant, Unreachable, sdk
from .settings import Settings

Row = dict[str, Any]

#: What each kind of row is read with, and so in which divisions it may be.
_PERMISSION_OF = {"queue": "routing:queue:view", "conversation": "analytics:conversationDetail:view"}
PERMISSIONS = tuple(_PERMISSION_OF.values())


#: No list of one tenant is longer.
MOST_PAGES = 1000


def check_page(what: str, number: int, entities: list[Any] | None, pages: int | None) -> None:
    """What is no list must not pass for an empty one, and a list without an end must not be read for ever."""
    if entities is None or pages is None or (not entities and number < pages):
        raise Unreachable(f"{what}: the answer is no list")
    if number >= MOST_PAGES and number < pages:
        raise Unreachable(f"{what}: the list has no end")


def queues(tenant: Tenant, size: int = 100) -> Iterator[Row]:
    api = sdk.RoutingApi(tenant.api)
    number = 1
    while True:
        page = tenant.read("queues", lambda: api.get_routing_queues(page_number=number, page_size=size))
        check_page("queues", number, page.entities, page.page_count)
        for queue in page.entities:
            division = queue.division.id if queue.division else None
            yield {"kind": "queue", "id": queue.id, "name": queue.name, "divisionIds": [division]}
        if number >= page.page_count:
            return
        number += 1


def conversations(tenant: Tenant, interval: str, size: int = 100) -> Iterator[Row]:
    """A query is a POST that creates nothing."""
    api = sdk.AnalyticsApi(tenant.api)
    number = 1
    seen = 0
    while True:
        query = {"interval": interval, "paging": {"pageSize": size, "pageNumber": number}}
        page = tenant.read("conversations", lambda: api.post_analytics_conversations_details_query(query))
        # The API leaves the list out where it is empty, but not the total.
        if page.total_hits is None:
            raise Unreachable("conversations: the answer is no list")
        found = page.conversations or []
        seen += len(found)
        for conversation in found:
            yield {
                "kind": "conversation",
                "id": conversation.conversation_id,
                "start": conversation.conversation_start.isoformat() if conversation.conversation_start else None,
                "divisionIds": conversation.division_ids,
            }
        if len(found) < size:
            if seen < page.total_hits:
                raise Unreachable(f"conversations: the org gave {seen} of {page.total_hits}")
            return
        if number >= MOST_PAGES:
            raise Unreachable("conversations: the list has no end")
        number += 1


def stray(row: Row, settings: Settings) -> bool:
    """A row in no division where the tenant holds the permission for it: it must never be written."""
    divisions = row["divisionIds"]
    if not isinstance(divisions, list):
        return True
    return not settings.divisions_of(_PERMISSION_OF[row["kind"]]).intersection(divisions)
