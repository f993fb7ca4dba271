"""Programs that read a feed with other people's parsers, each run in a process of its own."""
