"""What every fact is: a frozen value that compares, prints and travels as JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

Schema = dict[str, Any]


class Fact(BaseModel):
    """A frozen, comparable value; unknown keys are errors, and keys are written as the format spells them."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        serialize_by_alias=True,
        allow_inf_nan=False,
        defer_build=True,
    )


@dataclass(frozen=True)
class OrShort:
    """Names in the published schema a shorter way to write something, made from the schema of the longer one."""

    form: Callable[[Schema], Schema]

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        """Either way."""
        long = handler(core_schema)
        return {"anyOf": [long, self.form(long)]}


OR_ONE = OrShort(lambda long: long["items"])
OR_TEXT = OrShort(lambda _: {"type": "string", "minLength": 1})


def listed(value: Any) -> Any:
    """One thing where a list is expected is a list of one."""
    return value if isinstance(value, list | tuple) or value is None else (value,)


def named(key: str) -> BeforeValidator:
    """A bare text is short for a mapping with that one key: ``banking`` for ``{name: banking}``."""

    def widen(value: Any) -> Any:
        return {key: value} if isinstance(value, str) else value

    return BeforeValidator(widen)


def _text(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Id = Annotated[str, BeforeValidator(_text), StringConstraints(min_length=1), OrShort(lambda _: {"type": "integer"})]
"""A name by which other facts refer to this one, as written."""

Ids = Annotated[tuple[Id, ...], BeforeValidator(listed), OR_ONE]

__all__ = ["OR_ONE", "OR_TEXT", "Fact", "Id", "Ids", "OrShort", "listed", "named"]
