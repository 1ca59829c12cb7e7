"""Who uses Kilter: accounts, the people whose hips they are, consent, and the road out for all their data."""
