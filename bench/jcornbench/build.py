"""Builds what the servers are run from, if it is missing or older than its sources."""

import os
import shutil
import subprocess
import sys

from jcornbench.catalogue import DIST, PEERS, ROOT, jdk_release

# Younger than the sources even when Maven finds that nothing has to be compiled.
STAMP = os.path.join(PEERS, "built")
MAVEN = ("mvn", "-q", "-B", "-ntp")


def java_home(jdk):
    home = jdk or os.environ.get("JAVA_HOME")
    if not home:
        java = shutil.which("java") or sys.exit("bench: error: no java found; see --jdk")
        home = os.path.dirname(os.path.dirname(os.path.realpath(java)))
    return os.path.abspath(home)


def build(servers, options):
    if any(server.kind == "jcorn" for server in servers) and not os.path.exists(os.path.join(DIST, "bin", "jcorn")):
        maven(options, "-DskipTests", "package")
    if any(server.kind == "java" for server in servers) and peers_are_old(options):
        maven(options, "-Pbench", "-pl", "bench/peers", "-am", "package")
        with open(STAMP, "w"):
            pass


def peers_are_old(options):
    """Whether the peers have to be built: an earlier JDK may have left Helidon out."""
    built = os.path.join(PEERS, "classes", "org", "jcorn", "bench", "peers")
    wanted = "HelidonPeer.class" if jdk_release(options.java_home) >= 21 else "TomcatPeer.class"
    if not os.path.exists(os.path.join(built, wanted)) or not os.path.exists(STAMP):
        return True
    module = os.path.dirname(PEERS)
    sources = [os.path.join(module, "pom.xml")]
    for directory, _, names in os.walk(os.path.join(module, "src")):
        sources += [os.path.join(directory, name) for name in names]
    return max(map(os.path.getmtime, sources)) > os.path.getmtime(STAMP)


def maven(options, *arguments):
    command = [*MAVEN, *arguments]
    print("  " + " ".join(command), file=sys.stderr, flush=True)
    try:
        subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, "JAVA_HOME": options.java_home})
    except subprocess.CalledProcessError:
        raise SystemExit("bench: error: the build failed") from None
