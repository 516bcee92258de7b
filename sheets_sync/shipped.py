"""The folders `schemas` and `jobs`: inside the package when it is installed, beside it in a checkout."""

import sys
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from types import ModuleType

CHECKOUT = Path(__file__).parents[1]


def shipped(name: str) -> ModuleType:
    """The package that ships under this name, whatever the current folder holds under the same one."""
    inside = f"{__package__}.{name}"
    if find_spec(inside):
        return import_module(inside)
    if name not in sys.modules:
        spec = PathFinder.find_spec(name, [str(CHECKOUT)])
        if spec is None or spec.loader is None:
            raise ModuleNotFoundError(f"{CHECKOUT / name} is missing", name=name)
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]
