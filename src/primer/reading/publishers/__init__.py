"""Who publishes a package, as chosen and as read."""
