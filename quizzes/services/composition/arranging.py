"""The order of what a quiz holds: counted from 1, without gaps, whatever was moved."""

from collections.abc import Sequence

from django.db.models import F

from quizzes.models.composition import QuizItem, Section
from quizzes.models.fields import write_columns

# Two places of a section may never have one number, not even amid a move: all step aside first.
ASIDE = 1_000_000


class Arranged:
    """Writes an order; a class, since it is no act of its own."""

    @staticmethod
    def items(section: Section, items: Sequence[QuizItem]) -> None:
        """Put items into a section in this order. At most two queries, none if it is so already."""
        moved = [
            item
            for order, item in enumerate(items, start=1)
            if (item.section_id, item.order) != (section.pk, order)
        ]
        if not moved:
            return
        keys = [item.pk for item in moved]
        QuizItem.objects.filter(pk__in=keys).update(order=F("order") + ASIDE)
        for order, item in enumerate(items, start=1):
            item.section, item.order = section, order
        write_columns(moved, ["section", "order"])

    @staticmethod
    def sections(sections: Sequence[Section]) -> None:
        """Put the sections of a quiz in this order. Two queries."""
        Section.objects.filter(pk__in=[each.pk for each in sections]).update(
            order=F("order") + ASIDE
        )
        for order, section in enumerate(sections, start=1):
            section.order = order
        write_columns(sections, ["order"])
