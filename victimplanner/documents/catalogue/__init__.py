"""The documents this program can make. A module in this package with a `DOCUMENT` is found by itself."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from victimplanner.documents.spec import DocumentSpec
from victimplanner.domain.issued import PaperKind


@cache
def documents() -> Mapping[PaperKind, DocumentSpec]:
    """Return every document by its kind, in the order of `PaperKind`."""
    found: dict[PaperKind, DocumentSpec] = {}
    for module_info in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        spec = getattr(module, "DOCUMENT", None)
        if isinstance(spec, DocumentSpec):
            found[spec.kind] = spec
    return {kind: found[kind] for kind in PaperKind if kind in found}
