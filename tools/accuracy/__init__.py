"""How far the pose is off: against rendered clips whose joints are known, and against real recordings."""
