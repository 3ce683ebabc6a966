# The workflow, as executable documentation. `make` alone lists the targets.
# POSIX sh, GNU make, python3 (>= 3.11) with its venv module: nothing else is needed for `demo` and `test`.
.POSIX:
.SUFFIXES:
.PHONY: help install install-dev demo test test-fast test-deps coverage lint fix docs pictures sbom notices lock bench clean

PORT = 8000
BENCH =
BIN = .venv/bin

help: ## affiche cette liste
	@printf 'Palier — commandes (« make CIBLE ») :\n\n'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' Makefile | while IFS='|' read -r name words; do \
		printf '  %-12s %s\n' "$$name" "$$words"; done

install: ## prépare l’environnement .venv à partir des dépendances verrouillées
	@sh tools/install.sh base

install-dev: ## prépare l’environnement de qui développe (les autres cibles l’appellent)
	@sh tools/install.sh dev

demo: install ## lance la démonstration sur 127.0.0.1 (PORT=8000 par défaut)
	@$(BIN)/palier demo --port $(PORT)

test: install-dev ## contrôles et suite complète : SQLite, PostgreSQL, navigateur
	@$(BIN)/python -m tests.run all

test-fast: install-dev ## contrôles et suite sans navigateur, PostgreSQL, installations entières ni balayage de toutes les pages
	@$(BIN)/python -m tests.run fast

test-deps: ## installe PostgreSQL, Chromium et poppler-utils (Debian, apt)
	@sh tools/test-deps.sh

coverage: install-dev ## mesure ce que la suite rapide parcourt, branches comprises, et dit ce qui manque
	@$(BIN)/python -m tests.coverage

pictures: install-dev ## refait les images du README (docs/images), prises pendant l’essai du parcours entier
	@mkdir -p docs/images
	@PALIER_PICTURES=docs/images DJANGO_ALLOW_ASYNC_UNSAFE=1 $(BIN)/python -m pytest -q -n 0 -m browser tests/e2e/test_story.py

lint: install-dev ## contrôle la forme, les types et les étages
	@$(BIN)/python -m tests.run lint

fix: install-dev ## remet en forme le code et les gabarits
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .
	@find src/palier -path '*/templates/*' -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} + || true

docs: install-dev ## refait les pages de documentation tirées du code
	@$(BIN)/python -m tools.generated_docs

sbom: install-dev ## écrit la nomenclature logicielle dist/palier.cdx.json (CycloneDX)
	@$(BIN)/python -m tools.sbom

notices: install-dev ## refait THIRD_PARTY_NOTICES.md d’après ce qui est livré
	@$(BIN)/python -m tools.notices

lock: install-dev ## recalcule les dépendances verrouillées (accès au dépôt de paquets nécessaire)
	@sh tools/lock.sh

bench: install-dev ## lance les mesures de performance (BENCH=--help donne les tailles)
	@$(BIN)/python -m bench $(BENCH)

clean: ## efface l’environnement et les fichiers de travail (garde les données de var/)
	@rm -rf .venv dist .coverage htmlcov test-results .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
