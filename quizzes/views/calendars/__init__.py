"""A person's calendar: a page, and a feed that other calendars read."""
