"""The camera page, the live socket, and the sets that come of them."""
