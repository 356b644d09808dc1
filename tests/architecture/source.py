"""Reading our own source: modules, their imports, their calls."""

import ast
import dataclasses
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

FLOORS = {
    "ledger": 0,
    "names": 0,
    "core": 1,
    "places": 2,
    "cases": 3,
    "tasks": 4,
    "people": 5,
    "incidents": 6,
    "parties": 7,
    "evidence": 8,
    "investigations": 9,
    "redress": 10,
    "publication": 11,
    "ladder": 12,
    "intake": 13,
    "search": 14,
    "insight": 14,
    "exchange": 14,
    "audit": 15,
    "desk": 16,
}
LIBRARIES = ("ledger", "names", "core")
SHELVES = {
    "choices": 0,
    "models": 1,
    "rules": 2,
    "queries": 3,
    "actions": 4,
    "forms": 5,
    "filters": 5,
    "views": 6,
    "admin": 6,
    "urls": 7,
}


@dataclasses.dataclass(frozen=True)
class Module:
    """One Python file of the product."""

    path: Path

    @property
    def name(self) -> str:
        """The dotted name it is imported by."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        """The room it lies in; empty for glue and for other apps."""
        parts = self.name.split(".")
        return parts[1] if parts[0] == "casework" and len(parts) > 1 and parts[1] in FLOORS else ""

    @property
    def shelf(self) -> str:
        """The shelf it is or lies in; empty for the package itself."""
        parts = self.name.split(".")
        return parts[2] if self.room and len(parts) > 2 else ""

    @functools.cached_property
    def text(self) -> str:
        """The source."""
        return self.path.read_text(encoding="utf-8")

    @functools.cached_property
    def tree(self) -> ast.Module:
        """The source, parsed."""
        return ast.parse(self.text)

    def at(self, node: ast.AST) -> str:
        """Where a node stands, for messages."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"

    def imports(self) -> Iterator[tuple[str, ast.AST]]:
        """Dotted names of everything imported; `from a.b import c` gives a.b.c when that is a module."""
        package = self.name if self.path.name == "__init__.py" else self.name.rpartition(".")[0]
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
                base = ".".join([*above, *([node.module] if node.module else [])])
                for alias in node.names:
                    full = f"{base}.{alias.name}"
                    yield (full if full in names() else base), node


@functools.cache
def modules() -> tuple[Module, ...]:
    """Every module of the product, migrations left out."""
    found = [
        Module(path)
        for folder in ("accounts", "casework", "config")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]
    return tuple(found)


@functools.cache
def names() -> frozenset[str]:
    """Their dotted names."""
    return frozenset(module.name for module in modules())


def rooms() -> Iterator[Module]:
    """The modules that lie in a room."""
    return (module for module in modules() if module.room)


def called(node: ast.Call) -> str:
    """The last name of what is called: `a.b.c()` gives c."""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def chain(node: ast.AST) -> list[str]:
    """The names of `a.b(…).c`, outermost first: what a call is made on."""
    found: list[str] = []
    while True:
        if isinstance(node, ast.Attribute):
            found.append(node.attr)
            node = node.value
        elif isinstance(node, (ast.Call, ast.Subscript)):
            node = node.func if isinstance(node, ast.Call) else node.value
        else:
            return [*found, node.id] if isinstance(node, ast.Name) else found


def templates() -> list[Path]:
    """Every template of the product."""
    return sorted((ROOT / "templates").rglob("*.html"))


def style_sheets() -> list[Path]:
    """Every style sheet of our own."""
    return sorted((ROOT / "static").rglob("*.css"))
