"""Making the lifting network: rendered clips whose joints are known, and the training on them."""
