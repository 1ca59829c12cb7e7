"""Truth clips: who does which exercise how, seen from where; with every joint centre and repetition known."""
