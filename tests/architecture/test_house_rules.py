"""Rules of writing: audited writes, scoped reads, short functions, translatable sentences."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import Module, called, chain, modules, rooms

QUERYSET_NAMES = {
    "objects",
    "filter",
    "exclude",
    "all",
    "_base_manager",
    "_default_manager",
    "history",
    "QuerySet",
}
UNAUDITED = {"bulk_create", "bulk_update", "_raw_delete", "abulk_create", "abulk_update"}
# Where a write past the audited save is right, and why.
WRITES_ALLOWED = {
    "casework.core.records": "User's last_login, and the guard itself",
    "casework.core.bulk": "the audited bulk helper",
    "casework.core.tokens": "spent form tokens are no records",
    "casework.core.drafts": "drafts are not records yet",
    "casework.core.saved_views": "saved views are no records",
    "casework.ledger.leaves": "leaves of the audited bulk helper",
    "accounts.sessions": "sessions are Django's, and end at once",
}
# What a view may do with a model's manager: ask for what this person may see.
SCOPED = {"visible_to", "none", "of_draft", "of_owner"}
READS_ALLOWED_IN_VIEWS = {"accounts.views": "people see their own account; the person is signed in"}
# Rows that are no records: taking them away loses no history.
PASSING_ROWS = {"Draft", "SavedView", "ReceivedFile", "SpentToken", "Session", "UserSession", "Authenticator"}
MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 40
TRANSLATORS = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
}
BARE_PLACEHOLDER = re.compile(r"%[sdf]|\{\}")


def calls(module: Module) -> Iterator[ast.Call]:
    """Every call of a module."""
    return (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))


def test_writes_when_not_audited_then_only_where_a_reason_is_given() -> None:
    faults = []
    for module in modules():
        if module.name in WRITES_ALLOWED:
            continue
        for call in calls(module):
            if not isinstance(call.func, ast.Attribute):
                continue
            names = set(chain(call.func.value))
            on_rows = QUERYSET_NAMES & names and not PASSING_ROWS & names
            if called(call) in UNAUDITED or (called(call) in {"update", "delete"} and on_rows):
                faults.append(f"{module.at(call)} calls {called(call)}")
    assert not faults, "\n".join(faults)


def test_views_when_reading_then_through_visible_to_only() -> None:
    faults = []
    for module in modules():
        views = module.name.endswith(".views") or ".views." in module.name
        if not views or module.name in READS_ALLOWED_IN_VIEWS:
            continue
        managers = {"objects", "_base_manager", "_default_manager"}
        scoped = {
            id(node.value)
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Attribute) and node.attr in SCOPED
        }
        faults += [
            f"{module.at(node)} reads .{node.attr}"
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Attribute) and node.attr in managers and id(node) not in scoped
        ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    "name", ["mark_safe", "csrf_exempt", "SafeString", "SafeText", "eval", "exec", "RawSQL"]
)
def test_code_when_written_then_without_dangerous_names(name: str) -> None:
    faults = []
    for module in modules():
        for node in ast.walk(module.tree):
            # As the type of what format_html gives, SafeString is welcome; it must not be called.
            used = isinstance(node, ast.Call) and called(node) == name
            decorates = isinstance(node, ast.FunctionDef) and any(
                name in ast.unparse(mark) for mark in node.decorator_list
            )
            if used or decorates:
                faults.append(module.at(node))
    faults = [fault for fault in faults if not _one_sanitiser(fault)]
    assert not faults, "\n".join(faults)


def test_history_when_it_could_be_switched_off_then_nothing_does() -> None:
    """Trap 25: one attribute on a record, or one setting, and the next save leaves no version."""
    switches = re.compile(r"skip_history_when_saving|SIMPLE_HISTORY_ENABLED\s*=|\bdisable_history\b")
    assert [module.name for module in modules() if switches.search(module.text)] == []


def _one_sanitiser(fault: str) -> bool:
    """Markdown becomes HTML in one place, after the allow-list."""
    return fault.startswith("casework/templatetags/")


def test_files_when_written_then_short() -> None:
    faults = [
        f"{module.path.name}: {module.name} has {module.text.count(chr(10))} lines"
        for module in modules()
        if module.text.count("\n") > MOST_LINES_OF_A_FILE
    ]
    assert not faults, "\n".join(faults)


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of code of a function: its signature and what its docstring explains do not count."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1


def test_functions_when_written_then_short() -> None:
    faults = [
        f"{module.at(node)} {node.name} has {length(node)} lines"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and length(node) > MOST_LINES_OF_A_FUNCTION
    ]
    assert not faults, "\n".join(faults)


def test_modules_when_written_then_say_what_they_are_for() -> None:
    silent = [m.name for m in modules() if m.text.strip() and not ast.get_docstring(m.tree)]
    assert silent == []


def test_sentences_when_translated_then_whole_and_with_named_placeholders() -> None:
    faults = []
    for module in modules():
        for call in calls(module):
            if called(call) not in TRANSLATORS or not call.args:
                continue
            for argument in call.args[:2]:
                if isinstance(argument, (ast.JoinedStr, ast.BinOp)):
                    faults.append(f"{module.at(call)} builds a sentence inside a translation call")
                text = argument.value if isinstance(argument, ast.Constant) else ""
                if isinstance(text, str) and BARE_PLACEHOLDER.search(text.replace("%%", "")):
                    faults.append(f"{module.at(call)} has a placeholder without a name")
    assert not faults, "\n".join(faults)


def test_statuses_when_chosen_from_then_listed_in_choices() -> None:
    faults = [
        f"{module.at(node)} {node.name}"
        for module in rooms()
        if module.shelf != "choices" and module.room not in {"core", "ledger"}
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        and any(getattr(base, "attr", getattr(base, "id", "")).endswith("Choices") for base in node.bases)
    ]
    assert not faults, "\n".join(faults)


def test_signals_when_heard_then_never_between_rooms() -> None:
    allowed = ("core", "ledger")
    faults = [
        module.at(call)
        for module in rooms()
        if module.room not in allowed and module.shelf != "receivers"
        for call in calls(module)
        if called(call) == "receiver" or (called(call) == "connect" and isinstance(call.func, ast.Attribute))
    ]
    assert not faults, "\n".join(faults)


def test_actions_when_written_then_take_a_keyword_actor() -> None:
    faults = []
    for module in rooms():
        if module.shelf != "actions":
            continue
        for node in module.tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            marks = [getattr(mark, "id", getattr(mark, "attr", "")) for mark in node.decorator_list]
            keywords = {argument.arg for argument in node.args.kwonlyargs}
            if "action" in marks and "actor" not in keywords:
                faults.append(f"{module.at(node)} {node.name} has no keyword-only actor")
    assert not faults, "\n".join(faults)


def test_tests_when_found_then_no_test_runs_without_asserting_anything() -> None:
    """Guard of the guards: this file reads a source that is really there."""
    assert len(modules()) > 40
    assert len({module.room for module in rooms()}) >= 10
