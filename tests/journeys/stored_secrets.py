"""What a real Secret Service holds, asked past everything of primer's."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from servers.secret_service import SecretService

if TYPE_CHECKING:
    from secretstorage import Item


def stored(service: SecretService) -> list[str]:
    """The names of the entries that primer made and that are still there."""
    with _entries(service) as items:
        return sorted(item.get_attributes()["username"] for item in items)


def forget(service: SecretService) -> None:
    """Removes all of them, so that the next run finds nothing of another's."""
    with _entries(service) as items:
        for item in items:
            item.delete()


@contextmanager
def _entries(service: SecretService) -> Iterator[list["Item"]]:
    import secretstorage

    with service.address(), closing(secretstorage.dbus_init()) as connection:
        collection = secretstorage.get_default_collection(connection)
        yield list(collection.search_items({"service": "publish-primer"}))
