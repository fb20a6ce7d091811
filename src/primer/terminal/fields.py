"""A publisher form's values: in a row on paper, in rows on a card."""

from primer.core.publisher import Form
from primer.terminal.lines import Span, Style, Words, joined, plain, unbroken


def labelled_values(form: Form) -> Words:
    """The form's labels with their values, in a row; an optional one left empty says so."""
    return joined(
        (
            (Span(unbroken(f"{field.label} "), Style.DIM), Span(unbroken(field.value or "(empty)")))
            for field in form.fields
        ),
        " · ",
    )


def field_rows(form: Form) -> tuple[tuple[Words, ...], ...]:
    """Label, value and the place it was read from, a row for each field."""
    return tuple(
        (
            plain(field.label, Style.DIM),
            plain(field.value or "(leave empty)", Style.HEADING if field.value else Style.DIM),
            plain(field.read_from, Style.DIM),
        )
        for field in form.fields
    )
