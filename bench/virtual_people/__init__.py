"""Virtual people who follow programmes, so that the rules of progression can be watched at work.

It tests the rules, not the medicine: what these people are like is mostly assumed (``assumptions``).
"""
