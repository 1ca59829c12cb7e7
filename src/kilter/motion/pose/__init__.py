"""From landmarks to a pose: the points of the skeleton in metres, upright in the world, with their quality."""
