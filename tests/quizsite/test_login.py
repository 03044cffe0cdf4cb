"""After a log-in one is on the page where one was."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    ("referer", "place"),
    [
        ("http://testserver/quizzes/1/?q=2#top", "/quizzes/1/?q=2"),
        ("http://testserver", "/"),
        ("", "/"),
        ("http://elsewhere.example/quizzes/1/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_a_form_posted_too_late_leads_back_to_its_page(db, referer, place):
    response = Client().post("/profile/", headers={"referer": referer})
    assert response.status_code == 302
    assert response.url == f"/account/login/?next={place.replace('?', '%3F').replace('=', '%3D')}"


def test_who_posted_too_late_is_told_that_it_was_not_saved(db):
    client = Client()
    page = client.get(client.post("/profile/").url)
    assert "You were logged out, so this was not saved." in page.content.decode()
    assert "this was not saved" not in client.get("/account/login/").content.decode()


def test_a_page_leads_back_to_itself(db):
    assert Client().get("/history/?page=2").url == "/account/login/?next=/history/%3Fpage%3D2"


def test_a_part_of_a_page_leads_the_whole_page_to_the_log_in(db):
    headers = {"HX-Request": "true", "referer": "http://testserver/attempts/1/review/"}
    for ask in (Client().get, Client().post):
        response = ask("/profile/", headers=headers)
        assert (response.status_code, response.content) == (200, b"")
        assert response["HX-Redirect"] == "/account/login/?next=/attempts/1/review/"
