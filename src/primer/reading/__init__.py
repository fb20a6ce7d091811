"""From the texts of a repository to packages, CI jobs, remote and choices; pure: texts in, values out."""
