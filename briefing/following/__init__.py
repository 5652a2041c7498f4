"""The feeds that a site follows: which there are, what is new in each, how each is."""
