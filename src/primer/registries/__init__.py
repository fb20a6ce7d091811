"""What each kind of registry is: addresses, name rules, forms, tokens, the meaning of its answers."""
