"""Plain classes that rhyme with the ports and hold values."""
