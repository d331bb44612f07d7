#!/bin/sh
# Runs the JMH benchmarks of the parser and the response writer, with the bytes each operation allocates.
# Usage: bench/micro.sh [NAME] [JMH OPTION...], for example: bench/micro.sh ParserBenchmark -f 1
set -eu
cd "$(dirname "$0")/.."
mvn -q -Pbench -pl bench/micro -am -DskipTests package
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "bench/micro/target/classes:bench/micro/target/lib/*" \
    org.openjdk.jmh.Main -prof gc "$@"
