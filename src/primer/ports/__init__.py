"""The openings of the engine: Eyes look, Hands act, the Voice speaks, a Step is one fact to look at."""
