"""A site as values: its days, the names in it, its units and their pages; kept from run to run."""
