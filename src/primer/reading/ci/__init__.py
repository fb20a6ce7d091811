"""CI files: the jobs that publish, with which tool, and what they store."""
