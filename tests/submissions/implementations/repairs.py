"""How students repair a layer: most change the backward alone, some write the class anew."""

from __future__ import annotations

from textwrap import dedent, indent

from tests.submissions.implementation import Implementation, right, stops, wrong


class Broken:
    """A layer that is given with a bug: the text of its class up to the body of `backward`."""

    def __init__(self, head: str, given: str) -> None:
        self._head = dedent(head).strip()
        self.given = Implementation(self._with(given), "not_started")

    def repaired(self, body: str) -> Implementation:
        """With this body in `backward`, which is right."""
        return right(self._with(body))

    def still_wrong(self, diagnosis: str, body: str) -> Implementation:
        """With this body in `backward`, which answers wrongly."""
        return wrong(diagnosis, self._with(body))

    def stops(self, diagnosis: str, body: str) -> Implementation:
        """With this body in `backward`, which raises for some inputs at least."""
        return stops(diagnosis, self._with(body))

    def _with(self, body: str) -> str:
        return f"{self._head}\n{indent(dedent(body).strip(), ' ' * 8)}\n"
