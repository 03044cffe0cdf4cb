"""The house keeps its own rules: sizes, one line of migrations, no foreign source, true papers."""

import ast
import os
import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parent.parent
OURS = ("quizzes", "quizsite", "templates", "tests", "fixtures")
TOP = {
    *OURS,
    "manage.py",
    "pyproject.toml",
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "LICENSE",
    "uv.lock",
    "var",
}
MOST_LINES, MOST_IN_FUNCTION, MOST_IN_VIEW, MOST_MODULES = 400, 50, 25, 20


def files(*suffixes: str) -> Iterator[Path]:
    """Yield our files with these suffixes; migrations are Django's to write."""
    for folder in OURS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in suffixes and path.parent.name not in ("migrations", "__pycache__"):
                yield path


def functions(path: Path, first: str = "") -> Iterator[tuple[str, int]]:
    """Yield each function of a module with its lines, without decorators and docstring.

    `first` narrows to those with a first argument of that name.
    """
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            if first and [each.arg for each in node.args.args][:1] != [first]:
                continue
            body = node.body[1:] if ast.get_docstring(node) else node.body
            end = node.end_lineno or node.lineno
            yield f"{path.relative_to(ROOT)}:{node.name}", end - body[0].lineno + 2 if body else 1


def block(name: str) -> list[str]:
    """Return the lines of a list in pyproject.toml."""
    text = (ROOT / "pyproject.toml").read_text()
    found = re.search(rf"^{name} = \[\n(.*?)^\]", text, re.DOTALL | re.MULTILINE)
    assert found
    return [line.strip() for line in found[1].splitlines() if line.strip()]


class TestSizes:
    def test_no_module_is_longer_than_a_reader_can_hold(self):
        lines = {path: len(path.read_text().splitlines()) for path in files(".py", ".js", ".css")}
        assert {str(path): n for path, n in lines.items() if n > MOST_LINES} == {}

    def test_no_function_is_longer_than_a_page(self):
        found = [each for path in files(".py") for each in functions(path)]
        assert [each for each in found if each[1] > MOST_IN_FUNCTION] == []

    def test_a_view_reads_in_one_breath(self):
        views = [path for path in files(".py") if (ROOT / "quizzes" / "views") in path.parents]
        found = [each for path in views for each in functions(path, "request")]
        assert [each for each in found if each[1] > MOST_IN_VIEW] == []

    def test_a_directory_can_be_overlooked(self):
        modules = [path for path in files(".py", ".js", ".css") if path.name != "__init__.py"]
        counts = Counter(path.parent for path in modules)
        assert {str(path): n for path, n in counts.items() if n > MOST_MODULES} == {}

    def test_a_module_says_what_it_is_for(self):
        modules = [path for path in files(".py") if path.read_text().strip()]
        silent = [path for path in modules if not ast.get_docstring(ast.parse(path.read_text()))]
        assert [str(path) for path in silent] == []


class TestMigrations:
    def test_are_one_line(self):
        graph = MigrationLoader(None).graph
        ours = [node for node in graph.nodes if node[0] == "quizzes"]
        parents = {
            node: [each.key for each in graph.node_map[node].parents if each.key[0] == "quizzes"]
            for node in ours
        }
        assert [node for node in ours if len(parents[node]) > 1] == []
        assert len([node for node in ours if not parents[node]]) == 1
        assert len(graph.leaf_nodes("quizzes")) == 1
        newest = (ROOT / "quizzes" / "migrations" / "max_migration.txt").read_text().strip()
        assert graph.leaf_nodes("quizzes") == [("quizzes", newest)]


class TestSources:
    def test_no_foreign_front_end_is_committed(self):
        foreign = re.compile(r"\.min\.|\.map$|bootstrap|htmx|jquery", re.IGNORECASE)
        names = [path for path in files(".js", ".css", ".map", ".mjs") if foreign.search(path.name)]
        assert names == []

    def test_no_front_end_file_is_machine_made(self):
        banner = re.compile(r"@license|@preserve|^/\*!|sourceMappingURL", re.MULTILINE)
        for path in files(".js", ".css", ".svg"):
            text = path.read_text()
            assert not banner.search(text), path
            assert max(map(len, text.splitlines()), default=0) <= 400, path

    def test_nothing_is_asked_of_another_host(self):
        elsewhere = re.compile(
            r"""(?:src|href|action)=["']https?://|url\(\s*["']?https?:|@import"""
        )
        asking = [path for path in files(".html", ".css") if elsewhere.search(path.read_text())]
        assert asking == []

    def test_the_top_level_is_the_plans(self):
        found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
        assert found - {"__pycache__"} <= TOP


class TestDependencies:
    def test_have_their_reasons(self):
        lines = block("dependencies")
        assert lines[0].startswith("#")
        runs = [
            list(run)
            for is_reason, run in groupby(lines, lambda line: line[0] == "#")
            if not is_reason
        ]
        # A comment may speak for a package and its companion, not for a shopping list.
        assert [run for run in runs if len(run) > 2] == []

    def test_say_which_versions_they_were_tried_with(self):
        wanted = [line for line in (*block("dependencies"), *block("dev")) if line[0] == '"']
        assert [line for line in wanted if ">=" not in line] == []


class TestDisclosure:
    """What tells a key is read in few places, and all of these ask disclosure or serve staff."""

    TELLS = re.compile(
        r"correct_response|feedback_keys|nearest_key|evidence_by_version|is_key\b|\.is_right\b"
        r"|rendered\[|rendered\.get|\"explanation\"|model_answer"
    )
    # Outside of the engine and the tables: each takes a Disclosure, or stands where it says.
    READERS = {
        "queries/attempts/learning/answers.py": "scoring a first answer, shown to nobody",
        "queries/attempts/learning/entering.py": "not loading the words of questions",
        "queries/attempts/overview.py": "the words of a question, for who teaches the class",
        "queries/attempts/judging.py": "of what a Disclosure shows",
        "queries/attempts/showing.py": "public texts, while answering",
        "queries/attempts/taking.py": "of what a Disclosure shows, after a check",
        "queries/attempts/telling.py": "the options that the student has chosen",
        "queries/bank/__init__.py": "names of what is beside it",
        "queries/bank/comparing.py": "for those who have asked",
        "queries/bank/dossier.py": "for those who have asked",
        "queries/bank/exporting.py": "for those who have asked",
        "queries/bank/rows.py": "stems, which are no secret",
        "queries/bank/versions.py": "for those who have asked",
        "queries/composition/on_paper.py": "a teacher, of a quiz whose key is not held back",
        "queries/grading/marking/essays.py": "a marker, of answers of the marker's classes",
        "queries/records/caches.py": "recomputing, shown to nobody",
        "queries/review.py": "of what a Disclosure shows",
        "admin/bank.py": "the administration",
        "management/commands/refresh_fixtures.py": "the shipped files",
        "management/demo/answering.py": "the demo's invented students",
        "management/library.py": "the shipped files",
        "services/bank/accepting.py": "publishing",
        "services/bank/moving.py": "publishing",
        "services/bank/removing.py": "publishing",
        "services/bank/writing.py": "publishing",
        "forms/questions/editor.py": "an author, of the author's own words",
        "forms/questions/essay.py": "a field of the author's form",
        "forms/questions/question.py": "an author, of a question to change or to copy",
        "views/kind_examples.py": "the gallery's own examples",
        "views/previews.py": "an author, of what was just written",
        "views/teacher/bank/detail.py": "to a teacher from whom nothing is held back",
        "views/teacher/editor.py": "an author, of a question to change or to copy",
        "views/trying.py": "an author, of what was just written",
    }

    def test_has_no_second_way(self):
        app = ROOT / "quizzes"
        found = {
            path.relative_to(app).as_posix()
            for folder in ("queries", "services", "views", "forms", "admin", "management")
            for path in (app / folder).rglob("*.py")
            if self.TELLS.search(path.read_text())
        }
        found |= {
            path.relative_to(app).as_posix()
            for path in (app / "templatetags").rglob("*.py")
            if self.TELLS.search(path.read_text())
        }
        assert found <= self.READERS.keys()

    def test_is_asked_by_what_shows_to_students(self):
        for name, reason in self.READERS.items():
            if "Disclosure" in reason:
                assert "Disclosure" in (ROOT / "quizzes" / name).read_text()


class TestPapers:
    @pytest.mark.parametrize("command", ["manage.py demo", "pytest"])
    def test_the_two_commands_are_in_the_readme(self, command):
        assert f"python3 -m pip install uv && uv run {command}" in (ROOT / "README.md").read_text()

    def test_the_readme_names_every_variable_of_the_settings(self):
        settings = (ROOT / "quizsite" / "settings.py").read_text()
        read = r"""(?:env\.\w+|demanded)\(\s*"([A-Z_]+)\""""
        names = set(re.findall(read, settings))
        assert {"DATABASE_URL", "SECRET_KEY", "EMAIL_URL"} < names
        table = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE)
        assert sorted(table) == sorted(names)

    def test_the_files_that_contributors_are_sent_to_are_there(self):
        named = re.findall(
            r"`((?:quizzes|tests|templates|fixtures|quizsite)/[\w./-]+)`", contributing()
        )
        assert len(named) > 20
        assert [name for name in named if not (ROOT / name).exists()] == []

    def test_the_commands_that_contributors_are_told_exist(self):
        told = set(re.findall(r"manage\.py (\w+)", contributing()))
        folder = ROOT / "quizzes" / "management" / "commands"
        ours = {path.stem for path in folder.glob("*.py") if path.stem != "__init__"}
        assert ours <= told

    def test_ci_runs_what_a_change_must_pass(self):
        script = ROOT / ".ci" / "run"
        assert os.access(script, os.X_OK)
        for command in (
            "ruff check",
            "ruff format --check",
            "djade",
            "lint-imports",
            "mypy",
            "pytest",
        ):
            assert f"uv run {command}" in script.read_text()


def contributing() -> str:
    return (ROOT / "CONTRIBUTING.md").read_text()
