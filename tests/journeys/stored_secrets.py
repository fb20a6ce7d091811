"""What a real Secret Service holds, asked past everything of primer's."""

from contextlib import closing

from servers.secret_service import SecretService


def stored(service: SecretService) -> list[str]:
    """The names of the entries that primer made and that are still there."""
    import secretstorage

    with service.address(), closing(secretstorage.dbus_init()) as connection:
        items = secretstorage.get_default_collection(connection).search_items({"service": "publish-primer"})
        return sorted(item.get_attributes()["username"] for item in items)
