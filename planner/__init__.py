"""Who and when: roster, calendar, days, blocks, policies, verdicts, families' pages, feeds."""
