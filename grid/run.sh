#!/bin/sh
# Builds the applications of the grid, serves each behind every worker class, and checks docs/frameworks.md.
# Usage: grid/run.sh [MAVEN OPTION...]; -Djcorn.rewrite=true writes the page anew.
set -eu
cd "$(dirname "$0")/.."
exec mvn -B -ntp -Pgrid verify -pl grid/it -am -Dtest=NoSuch -Dsurefire.failIfNoSpecifiedTests=false \
    -Dit.test=GridIT -Dfailsafe.failIfNoSpecifiedTests=false "$@"
