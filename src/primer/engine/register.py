"""Registering: per package one card with the values of the form, until each is said to be done."""

from collections.abc import Sequence

from primer.core.memory import Declared
from primer.core.plan import Item, Plan
from primer.core.publisher import Form, FormField
from primer.core.value import replace
from primer.core.verdict import Fill
from primer.engine.copying import copy
from primer.engine.wizard import Wizard, enter, manager_of, open_page, to_do
from primer.facts.publisher_registered import PublisherRegistered
from primer.facts.registration import values_of
from primer.ports.signs import Mark
from primer.ports.voice import Card, Key, Page
from primer.registries.known import interface_of
from primer.registries.stages import Part

STALE = "If you made a pending publisher with these values, delete it: it would fail the first release once."


def register(wizard: Wizard, plan: Plan) -> bool:
    """Shows the cards one after another; later and back are free. False when the person leaves."""
    return show_cards(wizard, plan, to_do(plan, Fill, PublisherRegistered.NAME))


def show_cards(wizard: Wizard, plan: Plan, items: Sequence[tuple[Item, Fill]]) -> bool:
    """The cards of these items, whatever is known of them; False when the person leaves."""
    place = 0
    if items:
        enter(wizard, plan, Part.REGISTER)
    while place < len(items):
        step = _card(wizard, plan, items[place], (place, len(items)))
        if step is None:
            return False
        place = max(0, place + step)
    return True


def _card(wizard: Wizard, plan: Plan, entry: tuple[Item, Fill], at: tuple[int, int]) -> int | None:
    """One card until it is left; gives the way to go on: 1, -1, or None for away."""
    (item, change), (place, count) = entry, at
    package = item.id.package or ""
    is_pending = change.form.link == interface_of(plan.registry).pending_page(plan.registry)
    form = _whole(plan, package, change.form) if is_pending else change.form
    # Where a pending publisher is what is made, or there are none, there is none to delete.
    has_stale = place == 0 and not is_pending and manager_of(plan.registry) is None
    note = STALE if has_stale else ""
    while True:
        match wizard.voice.card(Card(package, place + 1, count, form, note)):
            case Key.OPEN:
                open_page(wizard, Page(form.page, form.link))
            case Key.COPY:
                _copy(wizard, form.fields)
            case FormField() as field:
                _copy(wizard, (field,))
            case Key.DONE:
                wizard.hands.record(Declared(str(item.id), values_of(change.form), wizard.eyes().now()))
                wizard.voice.say(
                    Mark.SAID, f"{package} registered, you said so; the first release will prove it"
                )
                return 1
            case Key.BACK:
                return -1
            case Key.LATER:
                wizard.voice.say(Mark.TODO, f"{package}: later; the next run shows this form again")
                return 1
            case Key.LEAVE:
                return None


def _whole(plan: Plan, package: str, form: Form) -> Form:
    """The form of a pending publisher asks for the project, too; every line of it is there to be copied."""
    here = (one for one in plan.packages if (one.package.name, one.registry) == (package, plan.registry.name))
    asked = (line for one in here for line in interface_of(plan.registry).pending_fields(one.package))
    return replace(form, fields=(*asked, *form.fields))


def _copy(wizard: Wizard, fields: Sequence[FormField]) -> None:
    """One value as it is, or all with their labels."""
    one = fields[0].value if len(fields) == 1 else ""
    text = one or "\n".join(f"{field.label}: {field.value}" for field in fields)
    what = f"{fields[0].label}, {one}, was" if one else f"all {len(fields)} values were"
    if len(fields) == 1 and not one:
        wizard.voice.tell(f"{fields[0].label} stays empty; nothing was copied.")
    else:
        copy(wizard, text, what, f"to copy by hand:\n{text}")
