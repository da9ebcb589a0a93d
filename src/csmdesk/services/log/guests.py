"""Who is asked to an event and who came."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from csmdesk.storage.driver import Connection

INVITED, COMING, NOT_COMING, CAME = "invited", "yes", "no", "came"
"""How a guest stands: asked and not answered, will come, will not, was there."""


class Guest(NamedTuple):
    """A contact at an event; ``state`` is one of the above."""

    contact_id: int
    name: str
    title: str
    executive: bool
    account_id: int
    account: str
    state: str


class Heads(NamedTuple):
    """How many contacts of an event: all who may come (asked, and not refused), those who came."""

    expected: int = 0
    expected_executives: int = 0
    refused: int = 0
    came: int = 0
    came_executives: int = 0

    def executives(self, held: bool) -> int:
        """The executives that count: who came, or before the event who is expected."""
        return self.came_executives if held else self.expected_executives


_GUESTS = (
    "SELECT event_id, c.id, c.name, c.title, coalesce(c.executive, 0), c.account_id, a.name, {state} "
    "FROM {table} g JOIN contacts c ON c.id = g.contact_id JOIN accounts a ON a.id = c.account_id "
    "WHERE event_id IN (SELECT value FROM json_each(?)) ORDER BY c.executive IS NOT 1, a.pinyin, a.name, c.id"
)


def guests(connection: Connection, events: Collection[int]) -> dict[int, list[Guest]]:
    """The guests by event, executives first."""
    ids = (json.dumps(list(events)),)
    came = connection.execute(_GUESTS.format(table="attendance", state="'came'"), ids).fetchall()
    state = "CASE answer WHEN '' THEN 'invited' ELSE answer END"
    asked = connection.execute(_GUESTS.format(table="invitations", state=state), ids).fetchall()
    found: dict[int, dict[int, Guest]] = defaultdict(dict)
    for event, *cells in [*asked, *came]:
        guest = Guest._make(cells)
        found[event][guest.contact_id] = guest._replace(executive=bool(guest.executive))
    return {event: list(people.values()) for event, people in found.items()}


def heads(people: Iterable[Guest]) -> Heads:
    """How many they are."""
    expected = refused = came = expected_executives = came_executives = 0
    for guest in people:
        refused += guest.state == NOT_COMING
        came += guest.state == CAME
        came_executives += guest.state == CAME and guest.executive
        expected += guest.state != NOT_COMING
        expected_executives += guest.state != NOT_COMING and guest.executive
    return Heads(expected, expected_executives, refused, came, came_executives)


def put(driver: Connection, event_id: int, states: Mapping[int, str | None]) -> None:
    """Say how contacts stand to an event, within an operation; None takes one off the list of guests.

    Who came stays known as asked, with what was answered.
    """
    for contact, state in states.items():
        key = (event_id, contact)
        if state == CAME:
            driver.execute(
                "INSERT INTO attendance (event_id, contact_id) VALUES (?, ?) "
                "ON CONFLICT (event_id, contact_id) DO NOTHING",
                key,
            )
            continue
        driver.execute("DELETE FROM attendance WHERE event_id = ? AND contact_id = ?", key)
        if state is None:
            driver.execute("DELETE FROM invitations WHERE event_id = ? AND contact_id = ?", key)
            continue
        driver.execute(
            "INSERT INTO invitations (event_id, contact_id, answer) VALUES (?, ?, ?) "
            "ON CONFLICT (event_id, contact_id) DO UPDATE SET answer = excluded.answer "
            "WHERE answer IS NOT excluded.answer",
            (*key, "" if state == INVITED else state),
        )
