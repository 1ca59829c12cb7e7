#!/bin/sh
# Puts each peer into an environment of its own, in the versions that the comparison was made with.
set -eu
for peer in kineticstoolkit==0.17.0 pose2sim==0.10.49 sports2d==0.8.34; do
	folder="build/peers/${peer%%==*}"
	[ -f "$folder/.ready-${peer##*==}" ] && continue
	echo "Installing $peer into $folder; this may take minutes."
	rm -rf "$folder"
	if .venv/bin/python -m venv "$folder" && "$folder/bin/python" -m pip install --quiet "$peer"; then
		touch "$folder/.ready-${peer##*==}"
	else
		rm -rf "$folder"
		echo "$peer could not be installed, so it will not be compared." >&2
	fi
done
