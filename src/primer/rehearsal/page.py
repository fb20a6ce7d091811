"""A page of the site as a person sees it: its words, its forms, and what it shows to copy."""

from html.parser import HTMLParser

from primer.core.value import field, mutable


@mutable
class PageForm:
    """One form: `fields` are name and value of every input, `labels` those that a person sees."""

    action: str
    anchor: str = ""
    heading: str = ""
    button: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    options: dict[str, dict[str, str]] = field(default_factory=dict)


@mutable
class SeenPage:
    """What a page shows; `codes` maps an element's id to the text to copy."""

    status: int
    title: str = ""
    words: list[str] = field(default_factory=list)
    forms: list[PageForm] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)


def read_page(status: int, markup: str) -> SeenPage:
    """Reads a page of the site."""
    reader = _Reader(SeenPage(status))
    reader.feed(markup)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    """Follows the few elements that the site's pages are made of."""

    def __init__(self, page: SeenPage) -> None:
        super().__init__()
        self.page = page
        self._text: list[str] = []
        self._label = ""
        self._select = ""
        self._option = ""
        self._code = ""
        self._skipped = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.page.forms.append(PageForm(given.get("action", "")))
        elif tag == "fieldset":
            self.page.forms[-1].anchor = given.get("id", "")
        elif tag == "input":
            self._input(given)
        elif tag == "select":
            self._label, self._select = self._taken(), given.get("name", "")
            self._enter(self._select, "", self._label)
        elif tag == "option":
            self._choice(given)
        elif tag == "code":
            self._code = given.get("id", "")
        # Ways to other pages and the note under every page are not what the page says.
        self._skipped = tag == "a" or (tag == "p" and given.get("class") == "note")
        if tag not in {"a", "input", "option", "select"}:
            self._text = []

    def handle_endtag(self, tag: str) -> None:
        if tag == "h1":
            self.page.title = self._taken()
        elif tag in {"p", "li"} and (words := self._taken()):
            self.page.words.append(words)
        elif tag == "code":
            self.page.codes[self._code] = self._taken()
        elif tag == "legend":
            self.page.forms[-1].heading = self._taken()
        elif tag == "button":
            self.page.forms[-1].button = self._taken()
        elif tag == "option":
            self.page.forms[-1].options[self._select][self._option] = self._taken()

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._text.append(data)

    def _taken(self) -> str:
        words, self._text = " ".join("".join(self._text).split()), []
        return words

    def _input(self, given: dict[str, str]) -> None:
        visible = given.get("type") != "hidden"
        self._enter(given.get("name", ""), given.get("value", ""), self._taken() if visible else "")

    def _enter(self, name: str, value: str, label: str) -> None:
        form = self.page.forms[-1]
        form.fields[name] = value
        if label:
            form.labels[name] = label

    def _choice(self, given: dict[str, str]) -> None:
        form, self._option = self.page.forms[-1], given.get("value", "")
        form.options.setdefault(self._select, {})[self._option] = ""
        if "selected" in given or not form.fields[self._select]:
            form.fields[self._select] = self._option
