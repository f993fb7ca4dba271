"""Calendar text: what families' own calendars are told about published days.

Pure: no models, no database, no clock. `facts` puts a block into words; `events` writes each
event once, when a day is published; `feed` joins them when somebody asks; `vtimezone` and
`zones` know the clocks. It stands beneath services, because publishing a day makes its events.
"""
