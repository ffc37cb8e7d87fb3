# Two commands on a fresh machine: make report, make test. Both see to what is missing, and are quick the second time.
.POSIX:
.PHONY: help report test lint format coverage bench torture fuzz lock docs clean

VENV = .venv/bin
SAMPLES = --format all --lang en,zh
# the browser that the set-up found or fetched; empty if there is none
BROWSER = RELREPORT_BROWSER="$${RELREPORT_BROWSER:-$$(cat .venv/browser)}"
# where Homebrew keeps Pango; a Python that is not Homebrew's does not look there, and elsewhere it changes nothing
LIBRARIES = DYLD_FALLBACK_LIBRARY_PATH="/opt/homebrew/lib:/usr/local/lib:/usr/lib"

help:
	@echo "make report    set up what is missing, then build the plans of the sample accounts into output/"
	@echo "make test      set up what is missing, then ruff, mypy and every test"
	@echo "make lint      ruff, mypy and shellcheck alone"
	@echo "make format    lay out the code"
	@echo "make coverage  every test, with the branches that none takes"
	@echo "make bench     speed, against the baselines (benchmarks/)"
	@echo "make torture   kills, faults and full disks in a loop"
	@echo "make fuzz      made-up and broken files, for as long as you like"
	@echo "make docs      the pages of docs/ that follow from the program, then all of them as a site in docs/site/"
	@echo "make lock      pin the newest dependencies anew"
	@echo "make clean     remove what make made"

report:
	@PYTHON="$(PYTHON)" sh .ci/bootstrap report
	@$(LIBRARIES) $(VENV)/relreport build $(SAMPLES) --output output

test: lint
	@$(LIBRARIES) $(BROWSER) $(VENV)/python -m pytest -n 2

lint: environment
	@$(VENV)/ruff check .
	@$(VENV)/mypy
	@if [ -x $(VENV)/shellcheck ]; then $(VENV)/shellcheck .ci/bootstrap .ci/lock .ci/run; fi

format: environment
	@$(VENV)/ruff check --fix .
	@$(VENV)/ruff format .

coverage: environment
	@$(LIBRARIES) $(BROWSER) $(VENV)/python -m pytest -n 2 --cov --cov-report term

bench: environment
	@$(LIBRARIES) $(VENV)/python -m benchmarks.run

torture: environment
	@$(LIBRARIES) $(VENV)/python -m tests.torture

fuzz: environment
	@$(LIBRARIES) $(VENV)/python -m tests.fuzz

docs: environment
	@$(VENV)/python docs/generate.py
	@$(VENV)/python docs/publish.py

lock:
	@PYTHON="$(PYTHON)" sh .ci/lock

clean:
	rm -rf .venv output docs/site dist .relreport .coverage .coverage.* htmlcov .mypy_cache .pytest_cache .ruff_cache .hypothesis

.PHONY: environment
environment:
	@PYTHON="$(PYTHON)" sh .ci/bootstrap test
