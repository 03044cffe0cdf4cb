"""The settings of an installation, with a fast password hash: it is not what is measured."""

import os
from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from quizsite.settings import *  # noqa: F403 - all of them, with two changed
from quizsite.settings import MIDDLEWARE

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Only in a run of its own, since counting costs CPU as well.
if os.environ.get("COUNT_QUERIES"):
    MIDDLEWARE = ["tests.load.site_settings.count_queries", *MIDDLEWARE]

TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def count_queries(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Say in a header how many queries an answer took, without transaction statements."""

    def counted(request: HttpRequest) -> HttpResponseBase:
        statements: list[str] = []

        def note(execute, sql, params, many, context):
            statements.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            response = get_response(request)
        queries = sum(not sql.startswith(TRANSACTION) for sql in statements)
        response["X-Queries"] = str(queries)
        return response

    return counted
