"""Parse, wire, run, exit code: the only place where ports meet adapters."""
