"""Files and functions stay short. An exception carries its reason on a line `# budget: reason` (`{# budget: … #}`)."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SOURCES, name_of, python_files, templates, text_of

FILE, FUNCTION, TEMPLATE, TEST = 400, 40, 150, 500
REASON = re.compile(r"budget: \S.{10,}")
VAGUE = {"utils", "helpers", "common", "manager", "managers", "misc", "core", "tools"}


def too_long(paths: list[Path], limit: int) -> list[str]:
    lengths = {path: text_of(path) for path in paths}
    return [
        f"{name_of(path)}: {text.count(chr(10))} lines (at most {limit})"
        for path, text in lengths.items()
        if text.count("\n") > limit and not REASON.search(text)
    ]


def test_no_module_is_too_long():
    assert too_long(python_files(), FILE) == []


def test_no_test_file_is_too_long():
    assert too_long(python_files(ROOT / "tests"), TEST) == []


def test_no_template_is_too_long():
    assert too_long(templates(), TEMPLATE) == []


def body_start(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The line before the first statement: a signature with many named arguments and a docstring are not length."""
    first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
    return first.lineno - 1


def test_no_function_is_too_long():
    long = []
    for path in python_files():
        lines = text_of(path).splitlines()
        for node in ast.walk(ast.parse("\n".join(lines))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            length = (node.end_lineno or node.lineno) - body_start(node)
            if length > FUNCTION and not REASON.search("\n".join(lines[node.lineno - 2 : node.end_lineno])):
                long.append(f"{name_of(path)}:{node.lineno} {node.name}: {length} lines (at most {FUNCTION})")
    assert long == []


def test_no_module_has_a_name_that_says_nothing():
    vague = [name_of(path) for path in python_files() if path.stem in VAGUE or path.parent.name in VAGUE]
    assert vague == []


@pytest.mark.parametrize("folder", [SOURCES, ROOT / "tests", ROOT / "tools"])
def test_every_module_opens_with_a_sentence(folder):
    silent = [
        name_of(path)
        for path in python_files(folder)
        if (text := text_of(path)).strip() and not ast.get_docstring(ast.parse(text))
    ]
    assert silent == []
