"""The addresses that open a call, one for each role, as they are handed out."""

from facilitator.core.roles import Role
from facilitator.features.links import open_links, tokens
from facilitator.models import Call


def link_addresses(call: Call, address: str) -> dict[Role, str]:
    """What opens the call in each role, under the server's `address`; revoked ones are missing."""
    return {
        role: f"{address}/join/{call.code}"
        if role is Role.PARTICIPANT
        else f"{address}/enter/{tokens().of(link)}"
        for role, link in open_links(call).items()
    }
