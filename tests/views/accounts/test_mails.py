"""Every mail of an account: text and HTML, in our design, with links that are whole."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import allauth
import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.conf import settings
from django.core import mail
from django.test import RequestFactory, override_settings
from django.utils import timezone
from django.utils.html import strip_tags

from quizsite.mail import in_our_design, paragraphs
from tests.factories import PASSWORD, make_user

PACKAGE = Path(allauth.__file__).parent
TEMPLATES = Path(settings.BASE_DIR, "templates")
LINK = "https://quiz.example.org/account/do/it/?a=1&b=2"
NAME = "o'neil <b> & co"
# What allauth can send with our settings; by what each is told.
MAILS = sorted(
    f"{folder}/email/{path.name.removesuffix('_message.txt')}"
    for folder in ("account", "mfa")
    for path in (TEMPLATES / folder / "email").glob("*_message.txt")
    if not path.name.startswith("base_")
)
TOLD = {
    "user": None,
    "username": NAME,
    "email": "o'neil@example.org",
    "password_reset_url": LINK,
    "signup_url": LINK,
    "activate_url": LINK,
    "from_email": "o'neil@example.org",
    "to_email": "new&old@example.org",
    "deleted_email": "o'neil@example.org",
    "ip": "192.0.2.7",
    "user_agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
}


# Codes instead of links, which our settings do not ask for; and what others are built on.
NEVER_SENT = {"base", "login_code", "password_reset_code"}


class Outline(HTMLParser):
    """Collects the links of a mail and every file that it would load."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "href" and tag == "a":
                self.links.append(value)
            elif name in ("src", "href", "background"):
                self.loaded.append(value)


def rendered(prefix):
    """Return text and HTML of a mail."""
    request = RequestFactory().get("/", headers={"host": "quiz.example.org"}, secure=True)
    user = make_user("oneil", name=NAME)
    user.username = NAME
    told = {**TOLD, "user": user, "request": request, "timestamp": timezone.now()}
    told["current_site"] = type("Site", (), {"domain": "quiz.example.org"})
    with override_settings(ALLOWED_HOSTS=["quiz.example.org"]), context.request_context(request):
        made = get_adapter(request).render_mail(prefix, "bob@example.org", told)
    ((html, kind),) = made.alternatives
    assert kind == "text/html"
    return made.subject, made.body, html


@pytest.mark.parametrize("prefix", MAILS)
class TestEveryMail:
    def test_says_the_same_in_both_parts(self, prefix):
        _, text, html = rendered(prefix)
        body = html[html.index("<body") :]
        words = " ".join(unescape(strip_tags(body)).split())
        for line in text.splitlines():
            if line.strip() and not line.rstrip().endswith(":"):
                assert " ".join(line.split()) in words, line

    def test_escapes_in_html_and_nothing_in_text(self, prefix):
        subject, text, html = rendered(prefix)
        assert not re.search(r"&(?:#\w+|amp|lt|gt|quot);", subject + text)
        assert "<b>" not in html[html.index("<body") :]

    def test_has_one_button_with_its_address_below(self, prefix):
        _, text, html = rendered(prefix)
        addresses = re.findall(r"https?://\S+", text)
        links = Outline(html).links
        assert len(addresses) == 1
        assert links == addresses * 2

    def test_loads_nothing_and_is_light_and_dark(self, prefix):
        _, _, html = rendered(prefix)
        assert Outline(html).loaded == []
        assert "url(" not in html
        assert "prefers-color-scheme: dark" in html
        assert 'content="light dark"' in html

    def test_has_a_subject_of_one_line_and_ends_with_who_sends_it(self, prefix):
        subject, text, _ = rendered(prefix)
        assert "\n" not in subject
        assert "Quizsite" in subject
        assert text.startswith("Hello,")
        assert text.strip().endswith("quiz.example.org")


class TestWhichMails:
    def test_are_ours_all_that_allauth_can_send(self):
        theirs = {
            path.name.removesuffix("_message.txt")
            for folder in ("account", "mfa")
            for path in PACKAGE.glob(f"templates/{folder}/email/*_message.txt")
        }
        ours = {prefix.rpartition("/")[2] for prefix in MAILS}
        assert theirs - ours == NEVER_SENT

    def test_a_changed_password_is_told(self, client, world):
        world.bob.email = "bob@example.org"
        world.bob.save()
        client.post("/account/login/", {"login": "bob", "password": PASSWORD})
        new = "a good long password"
        client.post(
            "/account/password/change/",
            {"oldpassword": PASSWORD, "password1": new, "password2": new},
        )
        message = mail.outbox[-1]
        assert message.subject == "Your Quizsite password was changed"
        assert "From the address: 127.0.0.1" in message.body
        assert message.alternatives[0][1] == "text/html"


class TestParagraphs:
    def test_are_parted_by_empty_lines(self):
        found = paragraphs("Hello,\n\nopen it:\nhttps://a.example/\n \nlast\nlines\n")
        assert [each.lines for each in found] == [
            ("Hello,",),
            ("open it:", "https://a.example/"),
            ("last", "lines"),
        ]
        assert [each.address for each in found] == ["", "https://a.example/", ""]
        assert found[1].label == "open it"

    def test_make_a_page_of_whatever_there_is(self):
        assert "Hi &lt;you&gt;" in in_our_design("S", "Hi <you>\n\nQuizsite")
