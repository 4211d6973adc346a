# Secure Base. `make run` opens it, `make test` tests it; each installs what this computer lacks.
SHELL := /usr/bin/env bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

UI_SOURCES := $(shell find ui -path ui/node_modules -prune -o -path ui/dist -prune -o -type f -print)
NODE_MODULES := ui/node_modules/.package-lock.json
UI := ui/dist/index.html
# Fetched when first asked for: only `dev` and `package` need it.
TAURI := npm exec --yes --package=@tauri-apps/cli@2.12.5 -- tauri

.PHONY: help
help: ## Say what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.PHONY: run
run: window $(UI) ## Open the app; without a display, take the tour and leave its pictures in target/tour
	@if [[ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" || $$(uname) != Linux ]]; then \
		cargo run; \
	else \
		echo "There is no display here, so the tour is taken in a virtual one: the sample practice, screen by screen."; \
		cargo build; cargo run --quiet --example tour; \
	fi

.PHONY: test
test: need-test $(NODE_MODULES) ## Run every check and test
	npm --prefix ui run --silent check
	npm --prefix ui run --silent lint
	npm --prefix ui run --silent test
	$(MAKE) --no-print-directory $(UI)
	cargo fmt --all --check
	cargo clippy --all-targets --quiet -- -D warnings
	cargo deny --log-level error check licenses bans sources
	cargo build --quiet
	cargo test
	cargo clippy --quiet -p secure-base-vault-tests --all-targets -- -D warnings
	cargo test --quiet -p secure-base-vault-tests

.PHONY: test-full
test-full: test ## The tests, and every flipped byte, old page, kill, fault and power cut (two hours or so)
	SECURE_BASE_FULL=1 cargo test -p secure-base-practice
	SECURE_BASE_FULL=1 cargo test --test app window::kills
	VAULT=full cargo test --quiet -p secure-base-vault-tests --test laboratory

.PHONY: build
build: window $(UI) ## Build the release binary, target/release/secure-base
	cargo build --release

.PHONY: dev
dev: window $(NODE_MODULES) ## Run with hot reload
	$(TAURI) dev --config src-tauri/shell/tauri.dev.conf.json

.PHONY: bench
bench: need-test $(UI) ## Measure against named references; figures go to target/bench/summary.json
	tests/bench/run

.PHONY: package
package: window $(UI) ## Make the .deb and the .rpm
	$(TAURI) build --bundles deb,rpm
	@ls -lh "$${CARGO_TARGET_DIR:-target}"/release/bundle/deb/*.deb "$${CARGO_TARGET_DIR:-target}"/release/bundle/rpm/*.rpm

.PHONY: audit
audit: need-test ## Check what is built in against published security advisories (asks the internet for the list)
	cargo deny check advisories

.PHONY: types
types: window $(UI) ## Write the TypeScript types anew from the Rust sources
	UPDATE_TYPES=1 cargo test --quiet --test app types::

.PHONY: notices
notices: $(UI) ## Write down anew whose work is built in, and under which licence
	UPDATE_NOTICES=1 cargo test --quiet --test app notices::

.PHONY: pictures
pictures: window need-test $(UI) ## Make the README's pictures anew: of the tour, and every handout's pages
	cargo build --quiet; cargo run --quiet --example tour >/dev/null
	@for one in today client formulation measures session tag-palette:tagging handout-dark; do \
		cp target/tour/*[0-9]-"$${one%%:*}.png" "assets/pictures/$${one##*:}.png"; done
	cargo run --quiet -p secure-base-handouts --example contact_sheet -- assets/pictures

.PHONY: format
format: $(NODE_MODULES) ## Format all sources
	cargo fmt --all
	npm --prefix ui run --silent format

.PHONY: clean
clean: ## Remove all that was built
	cargo clean
	rm -rf ui/dist ui/node_modules

.PHONY: window need-test
window:
	@.ci/need window
need-test:
	@.ci/need test

$(NODE_MODULES): ui/package-lock.json
	@.ci/need window
	npm --prefix ui ci --no-audit --no-fund --loglevel=error
	@touch $@

$(UI): $(NODE_MODULES) $(UI_SOURCES)
	npm --prefix ui run --silent build
	@touch $@
