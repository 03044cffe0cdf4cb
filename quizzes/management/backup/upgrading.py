"""Bringing the data to this version of the code: in one transaction, all of it or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO

from django.core.management import call_command
from django.db import connection, transaction

Say = Callable[[str], object]


def upgrade(say: Say) -> None:
    """Migrate, load the shipped library, check. On any failure nothing of it has happened.

    DDL is transactional in both databases, so nothing needs to be put back, and no answer that was
    saved while we worked is lost. Writers wait until we are done.
    """
    with _one_transaction():
        say("Bringing the tables to this version …")
        _bring_tables()
        say("Loading the shipped library …")
        call_command("load_library", stdout=StringIO())
        say("Checking …")
        call_command("check", databases=["default"], stdout=StringIO(), stderr=StringIO())
        connection.check_constraints()


def _bring_tables() -> None:
    if connection.vendor == "postgresql":
        _check_constraints("IMMEDIATE")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if connection.vendor == "postgresql":
        _check_constraints("DEFERRED")


def _check_constraints(when: str) -> None:
    """Say when foreign keys are checked: a table with checks to come cannot be altered."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL {when}")


@contextmanager
def _one_transaction() -> Iterator[None]:
    # SQLite changes a table by making it anew, which Django only does without foreign keys, and
    # these can only be switched outside of a transaction.
    with connection.constraint_checks_disabled(), transaction.atomic(durable=True):
        yield
