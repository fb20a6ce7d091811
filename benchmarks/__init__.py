"""What primer costs beside the tools one would use instead, measured in turn on the same machine."""
