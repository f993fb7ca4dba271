"""The family day: reading what was published, and putting it into the words of its page.

Only published snapshots are read here, never a draft's rows. `clock` knows moments, `words`
how families say things, `page` makes the page's values, and `reading` gets them from the
database, together with the stamp that tells whether a page has changed.
"""
