"""Telling people once each, as they want to hear of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizzes.models.accounts import User
from quizzes.models.notices import Notice, NoticeChoice
from quizzes.services import notices
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.rows, pytest.mark.django_db]

WORDS = {"quiz": "Silk", "class": "5 b"}


def tell(*users, kind="assigned", key="assigned:1", now=NOW):
    notices.tell(users=users, kind=kind, key=key, words=WORDS, path="/", now=now)


def ida(**fields):
    return factories.make_user("ida", **{"email": "ida@example.org", **fields})


class TestTell:
    def test_tells_each_once(self):
        student = ida()
        tell(student)
        tell(student, now=NOW + timedelta(minutes=1))
        tell(student, key="assigned:2")
        assert list(Notice.objects.order_by("pk").values_list("key", "created_at")) == [
            ("assigned:1", NOW),
            ("assigned:2", NOW),
        ]

    @pytest.mark.parametrize(
        ("kind", "choice", "is_in_app", "wait"),
        [
            ("assigned", None, True, timedelta()),
            # NOW is nine o'clock: tomorrow at seven.
            ("to_mark", None, True, timedelta(hours=22)),
            ("assigned", (False, "daily"), False, timedelta(hours=22)),
            ("assigned", (True, "off"), True, None),
            ("assigned", (False, "off"), False, None),
        ],
    )
    def test_tells_as_it_is_wanted(self, kind, choice, is_in_app, wait):
        student = ida()
        if choice:
            NoticeChoice.objects.create(
                user=student, kind=kind, is_in_app=choice[0], mail=choice[1]
            )
            other = "released" if kind == "assigned" else "assigned"
            NoticeChoice.objects.create(user=student, kind=other, is_in_app=True, mail="daily")
        tell(student, kind=kind)
        told = Notice.objects.get()
        due = None if wait is None else NOW + wait
        assert (told.is_in_app, told.mail_due_at) == (is_in_app, due)

    def test_tells_without_an_address_in_the_app_alone_and_who_has_left_nothing(self):
        tell(
            ida(email=""),
            factories.make_user("gone", is_active=False),
            factories.make_user("erased", erased_at=NOW),
        )
        told = Notice.objects.get()
        assert (told.user.username, told.mail_due_at) == ("ida", None)

    def test_asks_as_many_queries_for_a_large_class(self):
        User.objects.bulk_create(
            User(username=f"s{each}", email=f"s{each}@example.org") for each in range(200)
        )
        people = list(User.objects.all())
        counts = []
        for size in (2, 90):
            with CaptureQueriesContext(connection) as asked:
                tell(*people[:size], key=f"assigned:{size}")
            counts.append(len(asked))
        assert counts[0] == counts[1]
        tell(*people)
        assert Notice.objects.count() == 2 + 90 + 200
