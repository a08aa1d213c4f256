"""Sentences in the reader's language.

Code says each sentence in English; `locale/` holds a catalogue (gettext's PO format) for every other language. Days
and numbers take the form that the Unicode locale data give for it. A sentence that a catalogue lacks stays English,
which is how rules of one's own are told.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
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
        weekday, month = self.weekday(day, short=True), self.month(day)
        return self.say("{weekday} {day} {month}", weekday=weekday, day=self._place(day), month=month)

    def date(self, day: dt.date) -> str:
        """A day in figures: ``2020-06-23``."""
        return self.say("{day:%Y-%m-%d}", day=day)

    def weekday(self, day: dt.date, *, short: bool = False) -> str:
        """The name of a day's weekday: ``Tuesday``, ``Tue``."""
        if self._locale is None:
            return (calendar.day_abbr if short else calendar.day_name)[day.weekday()]
        return str(self._locale.days["format"]["abbreviated" if short else "wide"][day.weekday()])

    def month(self, day: dt.date, *, short: bool = False) -> str:
        """The name of a day's month: ``June``, ``Jun``."""
        if self._locale is None:
            return (calendar.month_abbr if short else calendar.month_name)[day.month]
        return str(self._locale.months["format"]["abbreviated" if short else "wide"][day.month])

    def month_and_year(self, day: dt.date) -> str:
        """A month of its year: ``June 2020``."""
        return self.say("{month} {year}", month=self.month(day), year=day.year)

    def days(self, first: dt.date, last: dt.date) -> str:
        """Some days: ``on Tue 23 June``, ``from 22 to 24 June``, ``from 29 June to 3 July``."""
        if first == last:
            return self.say("on {day}", day=self.day(first))
        return self.say("from {first} to {last}", first=self._begun(first, last), last=self._ended(first, last))

    def dates(self, days: Iterable[dt.date]) -> str:
        """Any days, those one after the other as one: ``from 22 to 24 June and on Fri 26 June``."""
        return self.listed(self.days(first, last) for first, last in runs(sorted(set(days))))

    def onwards(self, first: dt.date) -> str:
        """A day and all that follow: ``from 22 June on``."""
        return self.say("from {first} on", first=self._ended(first, first))

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

    def number(self, number: float, *, least: int = 0, most: int = 2) -> str:
        """A number with so many decimals at least and at most: ``8,000``, ``1.5``."""
        if self._locale is not None:
            from babel.numbers import format_decimal

            places = "0" * least + "#" * (most - least)
            return str(format_decimal(number, f"#,##0.{places}", locale=self._locale))
        whole, _, decimals = f"{number:,.{most}f}".partition(".")
        kept = decimals[:least] + decimals[least:].rstrip("0")
        return f"{whole}.{kept}" if kept else whole

    def hours(self, minutes: int) -> str:
        """Minutes as people read them: ``15 h``, ``1 h 35``, ``30 min``."""
        whole, rest = divmod(minutes, 60)
        if not whole:
            return self.say("{minutes} min", minutes=rest)
        if not rest:
            return self.say("{hours} h", hours=whole)
        return self.say("{hours} h {minutes:02d}", hours=whole, minutes=rest)

    def listed(self, names: Iterable[str]) -> str:
        """Names as they are read aloud: ``Yurt, Guardia and Nutriflux``."""
        *first, last = list(names) or [""]
        return self.say("{first} and {last}", first=", ".join(first), last=last) if first else last

    def shortened(self, names: Iterable[str], most: int) -> str:
        """The first names as they are read aloud, and how many more there are."""
        told = list(names)
        if len(told) > most:
            told[most - 1 :] = [self.many("{n} more", "{n} more", len(told) - most + 1)]
        return self.listed(told)

    def either(self, names: Iterable[str]) -> str:
        """Names of which one would do: ``a marketer or an engineer``."""
        *first, last = list(names) or [""]
        return self.say("{first} or {last}", first=", ".join(first), last=last) if first else last

    def joined(self, remarks: Iterable[str]) -> str:
        """Remarks in one line: ``leave on Tue 23 June; has no law``."""
        return self.say("; ").join(remarks)

    def about(self, who: str, what: str) -> str:
        """What is to be said of somebody or something: ``Ana: leave on Tue 23 June``."""
        return self.say("{who}: {what}", who=who, what=what)

    def _translated(self, sentence: str) -> str:
        message = None if self._catalogue is None else self._catalogue.get(sentence)
        return str(message.string) if message is not None and message.string else sentence


def runs(days: Sequence[dt.date]) -> Iterator[tuple[dt.date, dt.date]]:
    """The first and last of days that follow one another.

    Examples
    --------
    >>> [f"{first:%d}-{last:%d}" for first, last in runs([dt.date(2020, 6, n) for n in (22, 23, 24, 26)])]
    ['22-24', '26-26']
    """
    following = [*(after - day for day, after in pairwise(days)), None]
    first = 0
    for place, gap in enumerate(following if days else ()):
        if gap != dt.timedelta(1):
            yield days[first], days[place]
            first = place + 1


@cache
def wording_in(language: str) -> Wording:
    """The wording of a language, read once.

    Raises
    ------
    FileNotFoundError
        If there is no catalogue for the language.
    """
    return Wording(language)


ENGLISH = wording_in(SOURCE)


def _catalogue(language: str) -> Catalog:
    from importlib.resources import files

    from babel.messages.pofile import read_po

    with files("planner").joinpath("locale", f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def _locale(language: str) -> Locale:
    from babel import Locale

    return Locale(language)
