"""Sentences in the reader's language.

Code says each sentence in English; `locale/` holds a catalogue (gettext's PO format) for every other language. Days
and numbers take the form that the Unicode locale data give for it. A sentence that a catalogue lacks stays English,
which is how rules of one's own are told.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale
    from babel.messages import Catalog

SOURCE = "en"


class Wording:
    """How things are said in one language.

    Parameters
    ----------
    language
        As ISO 639 writes it: ``en``, ``fr``.

    Examples
    --------
    >>> wording = wording_in("en")
    >>> wording.many("{n} person", "{n} people", 2)
    '2 people'
    >>> wording.days(dt.date(2020, 6, 22), dt.date(2020, 6, 24))
    'from 22 to 24 June'
    """

    def __init__(self, language: str = SOURCE) -> None:
        self.language = language
        self._catalogue: Catalog | None = None
        self._locale: Locale | None = None
        if language != SOURCE:
            self._catalogue, self._locale = _catalogue(language), _locale(language)

    def say(self, sentence: str, /, **values: object) -> str:
        """A sentence with its blanks filled in."""
        return self._translated(sentence).format(**values)

    def many(self, one: str, more: str, n: int, /, **values: object) -> str:
        """One of two sentences, as a number asks for; the blank ``{n}`` takes the number."""
        singular = n == 1 if self._locale is None else self._locale.plural_form(n) == "one"
        message = None if self._catalogue is None else self._catalogue.get(one)
        sentences = (one, more) if message is None or not all(message.string) else message.string
        return sentences[not singular].format(n=n, **values)

    def day(self, day: dt.date) -> str:
        """A day: ``Tue 23 June``."""
        weekdays = calendar.day_abbr if self._locale is None else self._locale.days["format"]["abbreviated"]
        return self.say(
            "{weekday} {day} {month}", weekday=weekdays[day.weekday()], day=self._place(day), month=self.month(day)
        )

    def weekday(self, day: dt.date) -> str:
        """The name of a day's weekday."""
        names = calendar.day_name if self._locale is None else self._locale.days["format"]["wide"]
        return str(names[day.weekday()])

    def month(self, day: dt.date) -> str:
        """The name of a day's month."""
        names = calendar.month_name if self._locale is None else self._locale.months["format"]["wide"]
        return str(names[day.month])

    def days(self, first: dt.date, last: dt.date) -> str:
        """Some days: ``on Tue 23 June``, ``from 22 to 24 June``, ``from 29 June to 3 July``."""
        if first == last:
            return self.say("on {day}", day=self.day(first))
        return self.say("from {first} to {last}", first=self._begun(first, last), last=self._ended(first, last))

    def window(self, first: dt.date, last: dt.date) -> str:
        """Some days as a heading names them: ``Tue 23 June``, ``22 to 24 June``."""
        if first == last:
            return self.day(first)
        return self.say("{first} to {last}", first=self._begun(first, last), last=self._ended(first, last))

    def _begun(self, first: dt.date, last: dt.date) -> str:
        """The first of some days: without what it shares with the last."""
        if first.year != last.year:
            return self.say("{day} {month} {year}", day=self._place(first), month=self.month(first), year=first.year)
        if first.month != last.month:
            return self.say("{day} {month}", day=self._place(first), month=self.month(first))
        return self._place(first)

    def _ended(self, first: dt.date, last: dt.date) -> str:
        sentence = "{day} {month}" if first.year == last.year else "{day} {month} {year}"
        return self.say(sentence, day=self._place(last), month=self.month(last), year=last.year)

    def _place(self, day: dt.date) -> str:
        """The day of the month; some languages write the first otherwise."""
        return self.say("1") if day.day == 1 else str(day.day)

    def clock(self, moment: dt.datetime) -> str:
        """A time of day: ``09:00``."""
        return f"{moment:%H:%M}"

    def number(self, number: float) -> str:
        """A number of at most two decimals: ``8,000``, ``1.5``."""
        if self._locale is not None:
            from babel.numbers import format_decimal

            return str(format_decimal(number, "#,##0.##", locale=self._locale))
        return f"{number:,}" if isinstance(number, int) else f"{number:,.2f}".rstrip("0").rstrip(".")

    def hours(self, minutes: int) -> str:
        """Minutes as people read them: ``15 h``, ``1 h 35``, ``30 min``."""
        whole, rest = divmod(minutes, 60)
        if not whole:
            return self.say("{minutes} min", minutes=rest)
        return self.say("{hours} h {minutes:02d}" if rest else "{hours} h", hours=whole, minutes=rest)

    def listed(self, names: Iterable[str]) -> str:
        """Names as they are read aloud: ``Yurt, Guardia and Nutriflux``."""
        *first, last = list(names) or [""]
        return self.say("{first} and {last}", first=", ".join(first), last=last) if first else last

    def _translated(self, sentence: str) -> str:
        message = None if self._catalogue is None else self._catalogue.get(sentence)
        return str(message.string) if message is not None and message.string else sentence


@cache
def wording_in(language: str) -> Wording:
    """The wording of a language, read once.

    Raises
    ------
    FileNotFoundError
        If there is no catalogue for the language.
    """
    return Wording(language)


def _catalogue(language: str) -> Catalog:
    from babel.messages.pofile import read_po

    with files("planner").joinpath("locale", f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def _locale(language: str) -> Locale:
    from babel import Locale

    return Locale(language)
