"""The files that primer writes for a repository, as text: workflows, recipes, versions (pure)."""
