"""From answers and measured tests to triage, findings with their error, and an explained profile."""
