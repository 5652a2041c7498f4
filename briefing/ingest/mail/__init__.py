"""Letters: one article, or a newsletter of several; mailboxes of them."""
