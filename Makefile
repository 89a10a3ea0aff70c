# De to kommandoene i README er «make demo» og «make test». Alt legges i .venv/ i denne mappen.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.klar

.PHONY: demo test lint types layers bench format clean

demo: $(READY)
	$(BIN)/fravaer check sample-cases/klasse7b --dato 2025-11-21 --exit-zero
	@echo
	@echo "Tiltaksplanen til Amin i 5A, som Word, PDF og nettside:"
	@$(BIN)/fravaer render tiltaksplan sample-cases/klasse5a/amin --dato 2025-10-13 --til docx --til pdf --til html --ut build/demo

test: $(READY)
	$(BIN)/python -m pytest --numprocesses auto

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

layers: $(READY)
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m pip install --quiet --group bench
	$(BIN)/python benchmarks/kjor.py
	$(BIN)/python benchmarks/dokumenter.py
	$(BIN)/python benchmarks/importere.py

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis

# Et nytt miljø hver gang pyproject.toml er endret. Pip fra venv er for gammel til «--group».
$(READY): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "fravaer trenger Python 3.11 eller nyere")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $@
