"""The clinician's side: everyone who lets them look, a person's page, decisions, the programme editor, templates."""
