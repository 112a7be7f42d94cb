"""Does `make lab` bring learners to the notebooks, and do its cards tell right from wrong?"""

from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from autograder.exercises import ASSIGNMENTS, EXERCISES
from tests.lab import LabNotebook, browsing, free_port, serving

pytestmark = pytest.mark.needs("make")


@pytest.fixture
def notebook(tmp_path, chromium):
    """Notebook 02 with its imports run; whatever the browser complains of is an error."""
    complaints = []
    with serving(tmp_path) as address, browsing(chromium) as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else 0)
        notebook = LabNotebook(page, address, "02_relu_family.ipynb")
        notebook.run_imports()
        assert len(running_kernels(tmp_path)) == 1
        yield notebook
    assert complaints == []
    assert running_kernels(tmp_path) == []


def running_kernels(folder):
    """A kernel's connection file lives as long as the kernel."""
    return list((folder / "data" / "runtime").glob("kernel-*.json"))


def test_make_lab_prints_the_address_of_the_notebooks(tmp_path):
    port = free_port()
    with serving(tmp_path, port) as address:
        assert address.startswith(f"http://localhost:{port}/lab/tree/nbs?token=")
        with urlopen(address) as answer:
            assert answer.status == 200


@pytest.mark.browser
def test_a_wrong_answer_gets_a_card_with_the_reason_and_a_right_one_passes(notebook):
    misconception = {form.id: form for form in EXERCISES["relu_derivative"].wrong_forms}
    wrong = misconception["relu_derivative_sign"]
    number = len(ASSIGNMENTS["02_relu_family"].tasks)
    exercise = notebook.cell("def relu_derivative(x):")
    card = notebook.cell("check(relu_derivative)").get_by_role("group")

    notebook.write(exercise, "return np.sign(x)")
    notebook.run(cells=2)
    expect(card).to_contain_text(f"0 of {number} passed")
    for text in ("not right yet", wrong.misconception, wrong.hint):
        expect(card.get_by_text(text)).to_be_visible()
    expect(card.get_by_role("img", name="yours (solid) against expected (dashed)")).to_be_visible()
    # JupyterLab lays out definition lists in outputs: it would break this label into letters.
    assert card.get_by_text("received", exact=True).bounding_box()["height"] < 30

    notebook.write(exercise, "return np.heaviside(x, 0.0)")
    notebook.run(cells=2)
    expect(card).to_contain_text(f"1 of {number} passed")
    expect(card).to_contain_text("✓ passed")
    expect(card).not_to_contain_text(wrong.misconception)


@pytest.mark.browser
def test_a_notebook_leads_to_glossary_contents_and_the_next(notebook):
    page = notebook.page
    places = {
        "Glossary of all notebooks": page.get_by_role("heading", name="Glossary", exact=True).last,
        "All notebooks": page.get_by_role("heading", name="10 notebooks and what they teach"),
        "03 · Sigmoid and tanh": page.get_by_role("heading", name="03 · Sigmoid and tanh"),
    }
    for name, heading in places.items():
        page.get_by_role("tab", name="02_relu_family.ipynb").click()
        page.get_by_role("link", name=name, exact=True).first.click()
        # Rendered, and scrolled to.
        expect(heading).to_be_in_viewport(timeout=30_000)
