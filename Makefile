# `make` lists what can be made. Everything that is downloaded or built lies in .build and .nicompute.
.DEFAULT_GOAL := help
.PHONY: help demo localnet test check bench base-image clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## rent a machine from a local network, from nothing to nothing
	scripts/demo.sh

localnet: ## run a local network until Ctrl-C
	scripts/localnet.sh

test: ## run all tests, with a Docker Engine and the Python SDKs as peers
	scripts/test.sh

check: ## build with the layers guarded, lint, and check the rules of the code base
	scripts/check.sh

bench: ## measure axon and dendrite beside the Python SDK (release build), write docs/performance.md
	scripts/bench.sh

base-image: ## make sure that the engine has nicompute/base:latest
	scripts/setup.sh docker
	scripts/engine.sh start
	scripts/base-image.sh

clean: ## stop our Docker Engine, remove all that was built or cached
	scripts/engine.sh stop
	rm -rf .build .nicompute
