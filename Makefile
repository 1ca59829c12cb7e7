# Everything a person or a machine does with this project, by name. Works with GNU make 3.81, the one on macOS.
.DEFAULT_GOAL := help
.PHONY: help run reports test check lint types contracts docs frontend frontend-test reference messages format bench bench-peers demo-assets lock clean

BIN := .venv/bin
READY := .venv/.ready
FRONTEND := .venv/.frontend
TRANSLATIONS := $(wildcard src/kilter/web/locale/*/LC_MESSAGES/*.po src/kilter/adapters/languages/*/*.po)
PURE := body knowledge motion screening programme coach
EXAMPLES := office_worker runner red_flag symmetrical
# System packages that the Python wheels do not bring along: MediaPipe loads the first two, tests need the others.
DEBIAN_PACKAGES := libgles2 libegl1 chromium postgresql
# Tests in a browser look at pages, which are the same on every database.
ON_POSTGRESQL := tests/web $(addprefix --ignore tests/web/,test_accessibility.py test_browser.py test_coach_page.py test_coach_robust.py)

help: ## List these recipes
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

$(READY): requirements.lock pyproject.toml tools/setup.sh tools/build_pose_bundles.py tools/build_messages.py $(TRANSLATIONS)
	@DEBIAN_PACKAGES="$(DEBIAN_PACKAGES)" PYTHON="$(PYTHON)" sh tools/setup.sh
	@touch $@

# What the camera page runs in the browser. Without it everything works but that page.
$(FRONTEND): $(READY) tools/build_frontend.py $(wildcard frontend/*.json frontend/*.mjs frontend/src/*.ts frontend/src/*/*.ts) src/kilter/web/static/css/coach.css
	@$(BIN)/python -m tools.build_frontend build
	@touch $@

run: $(FRONTEND) ## Set up, then serve the web app to this machine's browser; ARGS="--port 8001" and the like
	$(BIN)/kilter-web $(ARGS)

reports: $(READY) ## Set up, then write the reports of the example people into out/
	@for person in $(EXAMPLES); do \
		echo "kilter report examples/$$person.yaml -o out/$$person"; \
		$(BIN)/kilter report examples/$$person.yaml -o out/$$person || { \
			[ $$? -eq 3 ] || exit 1; \
			echo "Stopped by triage: a letter for the professional was written, and no programme made."; \
		}; \
	done
	@echo "Written:"
	@find out -type f | sort | sed 's/^/  /'

test: $(FRONTEND) frontend-test ## Set up, then run every test, and hold the pure rooms to 95 % of branches
	$(BIN)/pytest -n 2 --cov --cov-report= $(ARGS)
	$(BIN)/python tools/branch_gate.py 95 $(PURE:%='src/kilter/%/*')
	$(if $(ARGS),,$(BIN)/python -m tools.with_postgresql $(BIN)/pytest -n 2 $(ON_POSTGRESQL))

frontend: $(FRONTEND) ## Build what the camera page runs in the browser

frontend-test: $(FRONTEND) ## Types and tests of what the camera page runs in the browser
	@$(BIN)/python -m tools.build_frontend types test

check: lint types contracts docs test ## All that CI runs

lint: $(READY) ## Style and likely mistakes
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(READY) ## Strict types
	$(BIN)/mypy

contracts: $(READY) ## Imports go down from room to room
	$(BIN)/lint-imports

docs: $(READY) ## Build the documentation into site/, warnings being errors
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

reference: $(READY) ## Write the generated pages and the picture of the documentation anew
	$(BIN)/python -m tools.write_cli_reference
	$(BIN)/python -m tools.write_reference
	$(BIN)/python -m tools.draw_picture

messages: $(READY) ## Gather all that is translated into the .po files, and compile them
	$(BIN)/python -m tools.messages

format: $(READY) ## Put the code into shape
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(FRONTEND) ## Run every bench, one after the other
	@for bench in $(sort $(wildcard bench/*.py)); do \
		echo "== $$bench"; \
		$(BIN)/python $$bench || exit 1; \
	done
	@echo "== bench.virtual_people"
	@$(BIN)/python -m bench.virtual_people

# The renderer has an environment of its own, with packages that nothing else needs. It wants torch without CUDA, and
# takes the large one where the index of the small one cannot be reached.
RENDERING := build/rendering
TORCH_ON_CPU := https://download.pytorch.org/whl/cpu
$(RENDERING)/.ready: pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
		uv venv --quiet --clear $(if $(PYTHON),--python $(PYTHON)) $(RENDERING) && \
		{ uv pip install --quiet --torch-backend cpu --python $(RENDERING)/bin/python --group rendering -e . || \
			uv pip install --quiet --python $(RENDERING)/bin/python --group rendering -e .; } || exit 1; \
	else \
		$(or $(PYTHON),python3) -m venv --clear $(RENDERING) && \
		$(RENDERING)/bin/python -m pip install --quiet --upgrade "pip>=25.1" && \
		$(RENDERING)/bin/python -m pip install --quiet --extra-index-url $(TORCH_ON_CPU) --group rendering -e .; \
	fi
	@touch $@

demo-assets: $(RENDERING)/.ready ## Draw the demonstrations of all exercises anew; ARGS="ID ..." draws some
	$(RENDERING)/bin/python -m tools.demonstrations.make $(ARGS)

bench-peers: $(READY) ## Compare with three peers, each in an environment of its own below build/peers
	@sh bench/peers/install.sh
	OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/python bench/peers/compare.py

lock: ## Pin the dependencies anew; ARGS=--upgrade moves them on (needs uv)
	uv pip compile --quiet --universal --no-strip-extras --generate-hashes --group dev pyproject.toml -o requirements.lock --python-version 3.11 $(ARGS)

clean: ## Remove whatever the recipes made
	rm -rf .venv out site dist build src/kilter/adapters/pose_model/bundles src/kilter/web/static/dist frontend/node_modules .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find src tests -type d -name __pycache__ -exec rm -rf {} +
