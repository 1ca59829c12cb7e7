"""What Kilter knows: closed schemas for cited clinical data, and the immutable catalogue built from them."""
