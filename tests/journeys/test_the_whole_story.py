"""A student reads, answers, loses the server and the network, goes on on a phone, and sees why."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site import Site

pytestmark = pytest.mark.browser

PASSWORD = "three quiet words together"
# What the first load of a page with questions may weigh, all files together, as they are sent.
HEAVIEST = 90_000


@pytest.fixture
def site(tmp_path) -> Iterator[Site]:
    """The shipped content, served by real processes."""
    site = Site(tmp_path)
    site.set_up()
    site.start()
    yield site
    site.kill()


def sign_up(page: Page) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Sign up").click()
    page.get_by_label("User name").fill("mira")
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=password2]").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your quizzes")


def log_in(page: Page) -> None:
    page.goto("/account/login/")
    page.get_by_label("User name").fill("mira")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Log in").click()


def answer(page: Page, position: int) -> None:
    """Answer a question of any kind: the first options, texts, the order as it is."""
    question = page.locator(f"#q{position}")
    if question.locator("[data-order]").count():
        question.get_by_role("button", name="This is my order").click()
    for pick in question.locator("select").all():
        pick.select_option(index=1)
    for field in question.locator("input[type=text], textarea").all():
        field.fill("a treaty")
    options = question.locator("input[type=radio], input[type=checkbox]")
    if options.count():
        options.first.check()


def go_to(page: Page, position: int) -> None:
    page.locator(f"[data-cell='{position}']").click()
    expect(page.locator(f"#q{position}")).to_be_visible()


def is_saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "saved", timeout=40_000)


def is_kept_here(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "offline")


def answers_on(page: Page) -> list[bool]:
    """Return which questions are answered on this page."""
    return page.evaluate(
        """() => [...document.querySelectorAll("[data-question]")].map((question) =>
            [...question.querySelectorAll("select, textarea, input:not([type=hidden])")].some(
                (field) => field.matches("[type=radio], [type=checkbox]")
                    ? field.checked : field.value !== ""))"""
    )


def test_a_student_takes_the_articles_quiz_from_start_to_review(browser: Browser, site: Site):
    laptop = browser.new_context(base_url=site.url, viewport={"width": 1280, "height": 900})
    page = laptop.new_page()
    sign_up(page)
    read_and_begin(page)
    lose_the_server(page, site)
    lose_the_network(page)
    laptop.close()

    phone = browser.new_context(
        base_url=site.url, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    page = phone.new_page()
    log_in(page)
    go_on_and_hand_in(page)
    see_why(page)
    phone.close()
    assert "verified" in site.manage("verify_records")


def test_the_page_for_answering_is_light(browser: Browser, site: Site):
    context = browser.new_context(base_url=site.url)
    sign_up(context.new_page())
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name="What happened").first.click()
    page.get_by_role("button", name=re.compile("^Start")).click()
    expect(page.locator("#s1")).to_be_visible()
    # On another device, whose cache has nothing yet.
    fresh = browser.new_context(base_url=site.url, storage_state=context.storage_state())
    page, address = fresh.new_page(), page.url
    responses = []

    def note(response):
        responses.append(response)

    page.on("response", note)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    weights = {each.url: each.request.sizes()["responseBodySize"] for each in responses}
    assert len(weights) > 10, weights
    assert sum(weights.values()) <= HEAVIEST, weights
    fresh.close()
    context.close()


def read_and_begin(page: Page) -> None:
    page.get_by_role("link", name="What happened").first.click()
    page.get_by_role("link", name="The China–Central Asia Spirit").click()
    expect(page.locator("#s1")).to_contain_text("Chinese President Xi Jinping delivered")
    page.go_back()
    page.get_by_role("button", name=re.compile("^Start")).click()
    expect(page.locator("#s1")).to_be_visible()
    answer(page, 1)
    is_saved(page)


def lose_the_server(page: Page, site: Site) -> None:
    site.kill()
    go_to(page, 2)
    answer(page, 2)
    is_kept_here(page)
    site.start()
    is_saved(page)


def lose_the_network(page: Page) -> None:
    page.context.set_offline(True)
    go_to(page, 3)
    answer(page, 3)
    is_kept_here(page)
    page.context.set_offline(False)
    is_saved(page)


def go_on_and_hand_in(page: Page) -> None:
    page.get_by_role("link", name="Continue").click()
    expect(page.locator("#q3")).to_be_visible()
    answered = answers_on(page)
    assert answered[:3] == [True, True, True]
    assert not any(answered[3:])
    for position in range(4, len(answered) + 1):
        page.get_by_role("button", name="Next").click()
        expect(page.locator(f"#q{position}")).to_be_visible()
        answer(page, position)
    is_saved(page)
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("button", name="Hand in").click()


def see_why(page: Page) -> None:
    """A score, a receipt, and the sentences that settle a question, one click away and back."""
    page.wait_for_url("**/review/")
    expect(page.get_by_role("main")).to_contain_text("%")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-"))
    page.get_by_role("link", name="Show in the article").first.click()
    expect(page.locator("mark.qs-evidence").first).to_be_visible()
    page.get_by_role("link", name="Back to question 1").first.click()
    page.wait_for_url("**/review/#q*")
