"""The coordinator's board: a school's week as families see it, judged, counted and spelled.

`choices` says what can be chosen, `reading` reads and counts a week, `table` spells its rows,
`trend` looks back, `day` opens one cell and `sheet` writes it all down for a spreadsheet. It
only reads, and only what is published.
"""
