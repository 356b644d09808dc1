"""Who may import whom: rooms by floor, shelves by order, nothing hidden in functions."""

import ast

from tests.architecture.source import FLOORS, LIBRARIES, SHELVES, Module, modules, names, rooms

OPEN_SHELVES = {"models", "choices", "queries", "rules", "actions"}
# Modules beside the shelves that other rooms may use.
OPEN_MODULES = {
    "casework.cases.access": "the one question every room asks about a case",
    "casework.cases.pages": "the bases of pages about one record of a case, alike in all rooms",
    "casework.ladder.attention": "what needs attention, as annotations: queries under a name of their own",
    "casework.ladder.guards": "the guards, as annotations, for one case and for a board of all",
    "casework.investigations.checks": "the list a decider goes through: the review queue shows the same",
    "casework.ladder.table": "the moves as data, for whoever shows one outside the ladder",
    "casework.evidence.names": "what a file's name may be; intake receives files before they are evidence",
    "casework.evidence.store": "the same, for their bytes",
    "casework.evidence.uploads": "the same, for the way in",
}
ACCOUNTS_MAY = ("casework.core", "casework.ledger")
ROOMS_MAY = ("accounts.models", "accounts.roles")
GLUE = {
    "casework.apps",
    "casework.checks",
    "casework.admin",
    "casework.urls",
    "casework.models",
    "casework.wiring",
}


def target(name: str) -> tuple[str, str]:
    """Room and shelf of an imported module of ours."""
    parts = name.split(".")
    room = parts[1] if len(parts) > 1 and parts[1] in FLOORS else ""
    return room, parts[2] if len(parts) > 2 else ""


def faults_of_room(module: Module) -> list[str]:
    """Imports of other rooms that stand higher, beside, or behind a closed shelf."""
    faults = []
    for name, node in module.imports():
        if not name.startswith("casework."):
            continue
        room, shelf = target(name)
        if name in GLUE:
            faults.append(f"{module.at(node)} imports glue {name}")
        if not room or room == module.room:
            continue
        if FLOORS[room] >= FLOORS[module.room]:
            faults.append(f"{module.at(node)} on floor {FLOORS[module.room]} imports {name}")
        elif room not in LIBRARIES and shelf not in OPEN_SHELVES and name not in OPEN_MODULES:
            faults.append(f"{module.at(node)} takes {name}, which is no open shelf")
    return faults


def test_rooms_when_importing_rooms_then_only_lower_ones_and_open_shelves() -> None:
    faults = [fault for module in rooms() for fault in faults_of_room(module)]
    assert not faults, "\n".join(faults)


def test_shelves_when_importing_shelves_then_only_to_the_left() -> None:
    faults = []
    for module in rooms():
        own = SHELVES.get(module.shelf)
        for name, node in module.imports():
            room, shelf = target(name)
            if room != module.room or own is None or shelf not in SHELVES or shelf == module.shelf:
                continue
            if SHELVES[shelf] >= own:
                faults.append(f"{module.at(node)}: {module.shelf} imports {shelf}")
    assert not faults, "\n".join(faults)


def test_rooms_when_looked_at_as_a_graph_then_no_circles_inside() -> None:
    graph = {
        module.name: {name for name, _node in module.imports() if target(name)[0] == module.room}
        for module in rooms()
    }
    done: set[str] = set()

    def walk(name: str, path: tuple[str, ...]) -> list[str]:
        if name in path:
            return [" -> ".join([*path[path.index(name) :], name])]
        if name in done or name not in graph:
            return []
        found = [circle for other in graph[name] for circle in walk(other, (*path, name))]
        done.add(name)
        return found

    # A package and its own parts may know each other (models/__init__ gathers them).
    circles = [circle for name in graph for circle in walk(name, ())]
    assert [circle for circle in circles if not _within_one_package(circle)] == []


def _within_one_package(circle: str) -> bool:
    """Whether all parts of the circle lie in one shelf that is a package."""
    return len({name.split(".")[2] if name.count(".") > 1 else name for name in circle.split(" -> ")}) == 1


def test_accounts_when_importing_casework_then_libraries_only() -> None:
    faults = [
        f"{module.at(node)} imports {name}"
        for module in modules()
        if module.name.startswith("accounts")
        for name, node in module.imports()
        if name.startswith("casework") and not name.startswith(ACCOUNTS_MAY)
    ]
    assert not faults, "\n".join(faults)


def test_rooms_when_importing_accounts_then_models_and_roles_only() -> None:
    faults = [
        f"{module.at(node)} imports {name}"
        for module in rooms()
        for name, node in module.imports()
        if name.startswith("accounts") and not name.startswith(ROOMS_MAY)
        if not (module.shelf == "admin" and name == "accounts.admin_base")
    ]
    assert not faults, "\n".join(faults)


def test_libraries_when_importing_then_no_accounts() -> None:
    faults = [
        f"{module.at(node)} imports {name}"
        for module in rooms()
        if module.room in LIBRARIES
        for name, node in module.imports()
        if name.startswith("accounts")
    ]
    assert not faults, "\n".join(faults)


def test_imports_when_made_then_at_the_top_and_by_name() -> None:
    faults = []
    for module in modules():
        settings = module.name.startswith("config.settings.")
        for function in ast.walk(module.tree):
            if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                continue
            ready = module.name.endswith(".apps") and function.name == "ready"
            inner = [node for node in ast.walk(function) if isinstance(node, (ast.Import, ast.ImportFrom))]
            faults += [] if ready else [f"{module.at(node)} imports in a function" for node in inner]
        for node in ast.walk(module.tree):
            star = isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
            if star and not settings:
                faults.append(f"{module.at(node)} imports a star")
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "__import__":
                faults.append(f"{module.at(node)} imports by string")
    assert not faults, "\n".join(faults)


def test_names_when_given_then_no_dumping_grounds() -> None:
    banned = {"utils", "util", "helpers", "helper", "misc", "common", "manager", "managers", "stuff"}
    assert [name for name in names() if banned & set(name.split("."))] == []
