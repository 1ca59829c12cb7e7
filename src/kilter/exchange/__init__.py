"""Pure mappings from results to what leaves the program: reports, drawings, records."""
