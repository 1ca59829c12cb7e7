"""Live coaching: landmarks come in over a socket, what the coach tells goes back, and a finished set is kept."""
