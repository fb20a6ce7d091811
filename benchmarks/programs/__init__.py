"""What is timed (primer without a person, and what one would script without primer), and what times it."""
