"""The rehearsing person's browser: opens the site's real pages and sends their forms."""

import http.client
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode, urlsplit

from primer.core.question import Choice, Question
from primer.core.secret import Secret
from primer.core.value import field, frozen
from primer.ports.voice import Voice
from primer.rehearsal.page import PageForm, SeenPage, read_page

FLAG = ""
"""What a page asks, only the person on it can answer."""


@frozen
class Intent:
    """What the person came to a page for: values to type, and words that tell which form is meant."""

    values: Mapping[str, str] = field(default_factory=dict)
    words: str = ""


class Browser:
    """Opens pages of the rehearsal's sites and of no other.

    With a voice it shows what a page says, asks for what is blank, and asks before it clicks; without one it
    types what the person has in mind and clicks at once. Login and password are not modelled.
    """

    def __init__(self, site_url: str, voice: Voice | None = None, further: Sequence[str] = ()) -> None:
        self.intent = Intent()
        self.last = SeenPage(0)
        self._sites = (site_url, *further)
        self._voice = voice
        self._token: Secret | None = None

    @property
    def succeeded(self) -> bool:
        """Whether the last page that was opened, or the form that was sent there, was answered with yes."""
        return self.last.status == http.HTTPStatus.OK

    def open(self, url: str) -> bool:
        """Opens a page and does there what a person would; False for any other site."""
        site = next((site for site in self._sites if f"{url}/".startswith(f"{site}/")), None)
        if site is None:
            return False
        parts = urlsplit(url)
        self.last = _fetch(site, "GET", f"{parts.path or '/'}?{parts.query}", "")
        self._tell(self.last)
        form = self._chosen(self.last, parts.fragment)
        if form is not None and self._fill(form) and self._agrees(form):
            self.last = _fetch(site, "POST", form.action or parts.path, urlencode(form.fields))
            self._remember()
            self._tell(self.last)
        return True

    def take_token(self) -> Secret | None:
        """The token that was shown last, once."""
        token, self._token = self._token, None
        return token

    def _chosen(self, page: SeenPage, anchor: str) -> PageForm | None:
        """The form that is meant; a person is asked where the page has several and none is filled in."""
        if self._voice is None or anchor:
            return _meant(page, anchor, self.intent.words)
        filled = [form for form in page.forms if _is_filled(form)]
        forms = filled if len(filled) == 1 else page.forms
        if len(forms) < 2:
            return forms[0] if forms else None
        choices = [
            Choice(str(place), f"{one.button} {one.heading}".strip()) for place, one in enumerate(forms)
        ]
        question = Question("Which one?", FLAG, choices[-1].key, (*choices, Choice("none", "none of them")))
        answer = self._voice.ask(question)
        return forms[int(answer)] if answer.isdecimal() else None

    def _fill(self, form: PageForm) -> bool:
        for name, label in form.labels.items():
            meant = self.intent.values.get(name, "")
            if meant in form.options.get(name, {}):
                form.fields[name] = meant
            if name in form.options or form.fields[name]:
                continue
            if self._voice is not None:
                meant = self._voice.ask(Question(label, FLAG, meant))
            form.fields[name] = meant
        return True

    def _agrees(self, form: PageForm) -> bool:
        if self._voice is None:
            return True
        shown = [f"{label}: {_shown(form, name)}" for name, label in form.labels.items() if form.fields[name]]
        text = f"Click “{form.button}”{f' ({form.heading})' if form.heading else ''}?"
        choices = (Choice("yes", "yes"), Choice("no", "no"))
        return self._voice.ask(Question(text, FLAG, "yes", choices, note=" · ".join(shown))) == "yes"

    def _remember(self) -> None:
        if token := self.last.codes.get("token"):
            self._token = Secret(token)

    def _tell(self, page: SeenPage) -> None:
        if self._voice is None:
            return
        for line in (page.title, *page.words, *page.codes.values()):
            self._voice.tell(line)


def _fetch(site: str, method: str, path: str, body: str) -> SeenPage:
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=120)
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
    try:
        connection.request(method, path.removesuffix("?"), body or None, headers)
        answer = connection.getresponse()
        return read_page(answer.status, answer.read().decode("utf-8", "replace"))
    except (OSError, http.client.HTTPException) as problem:
        return SeenPage(0, f"The page did not open: {type(problem).__name__}")
    finally:
        connection.close()


def _is_filled(form: PageForm) -> bool:
    return any(form.fields[name] for name in form.labels if name not in form.options)


def _shown(form: PageForm, name: str) -> str:
    """A field as a person sees it: the words of what is selected, or what is typed."""
    return form.options.get(name, {}).get(form.fields[name], form.fields[name])


def _meant(page: SeenPage, anchor: str, words: str) -> PageForm | None:
    """The form a person means: the one the address names, one that was spoken of, the first."""
    if anchor:
        return next((form for form in page.forms if form.anchor == anchor), None)
    spoken = words.replace(",", " ").split()
    named = (form for form in page.forms if form.heading in spoken or form.anchor in spoken)
    return next(named, page.forms[0] if page.forms else None)
