"""Sends the form of a question as a browser does, and reads it."""

import re

from django.urls import reverse


def address(version):
    return reverse("quizzes:question-edit", args=[version.question.public_id])


def post(client, url, posted, do="publish", *, by_script=False):
    sent = posted.copy()
    sent["do"] = do
    return client.post(
        url,
        sent.urlencode(),
        content_type="application/x-www-form-urlencoded",
        headers={"HX-Request": "true"} if by_script else {},
    )


def fields_of(response):
    """Return what a browser would post for the page, as far as hidden fields and texts go."""
    page = response.content.decode()
    return dict(re.findall(r'name="([^"]+)" value="([^"]*)"', page))
