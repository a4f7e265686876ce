"""Looking a clause's templates over before they are loaded: every slip is found, whether or not its branch is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import TemplateError, nodes

from core.facts import FactSpec
from resolutions.language import VERB, ClauseMistake, Sandbox, sandbox

Slip = tuple[int, str]
"""The line, and what is wrong there."""

OTHER_TEMPLATES = (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends, nodes.Macro)


def check(template: str, language: str, specs: Mapping[str, FactSpec], *, expression: bool = False) -> None:
    """Refuse what cannot be used: a slip of the pen, a helper or a fact that does not exist.

    Raises ClauseMistake with the reason and the line.
    """
    environment = sandbox(language)
    source = f"{{{{ ({template}) }}}}" if expression else template
    try:
        tree = environment.parse(source)
        environment.compile(source)
        if expression:
            environment.compile_expression(template)
    except TemplateError as error:
        raise ClauseMistake(f"line {getattr(error, 'lineno', 1)}: {error.message}") from error
    for line, reason in slips(tree, environment, specs):
        raise ClauseMistake(f"line {line}: {reason}")


def slips(tree: nodes.Template, environment: Sandbox, specs: Mapping[str, FactSpec]) -> Iterator[Slip]:
    """What is wrong in a template that can be parsed."""
    for other in tree.find_all(OTHER_TEMPLATES):
        yield other.lineno, "a clause cannot draw in other templates."
    roots = {key.partition(".")[0] for key in specs}
    within_reach = roots | {VERB} | {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in within_reach:
            yield name.lineno, f"there is no “{name.name}” to name here."
    yield from unknown_helpers(tree, environment)
    for part in tree.find_all(nodes.Getitem):
        yield part.lineno, "a fact is named with dots, and has no parts to take out."
    for node in outermost(tree):
        key = dotted(node)
        if key in roots or (isinstance(node, nodes.Getattr) and key not in specs):
            yield node.lineno, f"no subject tells a fact “{key}”."


def unknown_helpers(tree: nodes.Template, environment: Sandbox) -> Iterator[Slip]:
    """Filters and tests that there are not: Jinja itself looks into a branch only when it is taken."""
    used = [(node.lineno, node.name) for node in tree.find_all(nodes.Filter) if node.name not in environment.filters]
    used += [(node.lineno, node.name) for node in tree.find_all(nodes.Test) if node.name not in environment.tests]
    for line, name in used:
        yield line, f"there is no helper “{name}”."


def outermost(tree: nodes.Node) -> Iterator[nodes.Getattr | nodes.Name]:
    """Names and dotted names, each only as a whole."""
    for child in tree.iter_child_nodes():
        if isinstance(child, nodes.Getattr | nodes.Name):
            yield child
        else:
            yield from outermost(child)


def dotted(node: nodes.Node) -> str:
    """conferences.latest.code; "" for what is no plain dotted name."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{dotted(node.node)}.{node.attr}"
    return ""
