# `make run` and `make test` do all set-up on a fresh machine (Debian or Ubuntu with Rust and Node).

.PHONY: help run example test check bench simulate bindings fuzz icons clean-demo
.DEFAULT_GOAL := help
# Where rustup puts Rust, for a shell that was open before it came.
export PATH := $(PATH):$(HOME)/.cargo/bin

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## set up, build, start the demo operator and open the wallet
	@scripts/run.sh

example: ## open the example shop on the demo that `make run` started
	@scripts/example.sh

test: ## set up and run everything that must hold
	@scripts/test.sh

check: ## the quick look before a commit: format, clippy, rules of the house
	@cargo fmt --all --check
	@scripts/build-ui.sh
	@cargo clippy --workspace --all-targets --locked -- -D warnings
	@cargo test -p tests --test tidy --locked

bench: ## measure, each number beside its yardstick in the same run
	@scripts/bench.sh

simulate: ## simulate the town with seeded faults; SEEDS=5000 FROM=0
	@cargo run --locked -p tests --bin simulate -- --seeds $(or $(SEEDS),5000) --from $(or $(FROM),0)

bindings: ## write ui/src/bindings.gen.ts and docs/api/openapi.json anew
	@scripts/bindings.sh

fuzz: ## fuzz every parser; SECONDS=60 for each
	@fuzz/run.sh $(or $(SECONDS),60)

icons: ## draw every platform's icons anew from icons/*.svg
	@scripts/icons.sh

clean-demo: ## forget the demo's people and payments
	@rm -rf .demo
