"""`manage.py migrate` in a tenth of the time, for the test of the migrations: `python -m tests.quick_migrate migrate`.

For each change of a table Django draws anew every model that is related to it by any way, here nearly all of them.
What the test compares is tables: to write one, its own model is enough. And nothing is looked through for garbage.
"""

import gc
import runpy
from typing import Any

from django.db.migrations.state import ModelState, ProjectState


def add_model(self: Any, model_state: ModelState) -> None:
    """As Django's own, without what a new model cannot change."""
    key = model_state.app_label, model_state.name_lower
    self.models[key] = model_state
    if self._relations is not None:
        self.resolve_model_relations(key)
    if "apps" in self.__dict__:  # to ask for it would draw it
        self.apps.render_multiple([model_state])


def reload_model(self: Any, app_label: str, model_name: str, delay: bool = False) -> None:
    """As Django's own, without the models that are related."""
    if "apps" in self.__dict__:
        self.apps.render_multiple([self.models[app_label, model_name]])


if __name__ == "__main__":
    gc.disable()
    ProjectState.reload_model = reload_model  # type: ignore[method-assign]
    ProjectState.add_model = add_model  # type: ignore[method-assign]
    runpy.run_path("manage.py", run_name="__main__")
