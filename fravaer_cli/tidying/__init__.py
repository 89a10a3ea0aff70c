"""`fravaer fmt`: dates as ISO, entries in the order of their dates, and not another byte touched."""
