"""`manage.py migrate` in a third of the time, for the test of the migrations: `python -m tests.quick_migrate migrate`.

For each table that a migration makes, Django draws anew every model that is related to it by any way, here nearly all
of them. To a table that is new nothing points yet: it alone is drawn. And nothing drawn is looked through for garbage.
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


if __name__ == "__main__":
    gc.disable()
    ProjectState.add_model = add_model  # type: ignore[method-assign]
    runpy.run_path("manage.py", run_name="__main__")
