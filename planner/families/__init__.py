"""The family day: reading what was published, and putting it into the words of its page.

Only published snapshots are read here, never a draft's rows. `clock` knows moments, `words`
how families say things, `items` shows blocks and `page` the whole day; `reading` gets it all
from the database, together with the stamp that tells whether a page has changed.
"""
