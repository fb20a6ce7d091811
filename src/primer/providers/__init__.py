"""Who runs CI: GitHub, GitLab, Google, ActiveState, and what their values must look like."""
