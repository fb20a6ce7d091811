"""All input and output: each adapter fills one port."""
