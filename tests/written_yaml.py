"""YAML of tests by libyaml, which takes a tenth of the time of PyYAML's own reader and writer."""

from __future__ import annotations

from typing import Any

import yaml


def read(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


def write(data: Any, dumper: type[yaml.CSafeDumper] = yaml.CSafeDumper, **options: Any) -> str:
    """`data`, its keys in their order; `options` are those of `yaml.dump`."""
    return str(yaml.dump(data, Dumper=dumper, sort_keys=False, **options))


class Plain(yaml.CSafeDumper):
    """Writes what occurs twice twice, and not as an alias."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True
