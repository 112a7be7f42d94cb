"""Do the pages work in a browser, at every width?"""

import pytest
from playwright.sync_api import sync_playwright

from autograder.report import write
from tests.autograder.report.samples import CLASS, hostile_class


@pytest.fixture
def browser(chromium):
    with sync_playwright() as playwright:
        # As root, as in a container, Chromium starts only without its sandbox.
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.mark.browser
def test_the_table_sorts_and_finds(browser, tmp_path):
    write(CLASS, tmp_path)
    page = browser.new_page()
    page.goto((tmp_path / "report.html").as_uri())

    def students():
        return page.locator(".marks tbody tr:visible th").all_inner_texts()

    page.click("text=Total")
    assert (students()[0], students()[-1]) == ("s03", "s05")
    page.click("text=Total")
    assert (students()[0], students()[-1]) == ("s05", "s03")
    page.fill("input[type=search]", "S02")
    assert students() == ["s02"]


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 800, 400])
def test_hostile_pages_stay_in_their_width_and_ask_nobody(browser, tmp_path, width):
    write(hostile_class(), tmp_path)
    page, asked = browser.new_page(viewport={"width": width, "height": 900}), []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.on("console", lambda message: asked.append(message.text))
    for path in (tmp_path / "report.html", *(tmp_path / "feedback").iterdir()):
        page.goto(path.as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert asked == [path.as_uri()]
        asked.clear()
