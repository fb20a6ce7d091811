"""Files of the repository and of primer itself: read, written in one step, remembered."""
