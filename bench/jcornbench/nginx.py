"""nginx: `return 200`, a file, and the echo module where Debian's package of it is installed."""

import os
import re
import shutil
import subprocess
from string import Template

ECHO = "ngx_http_echo_module.so"

CONFIGURATION = Template("""
$load_module
daemon off;
$user
worker_processes $workers;
worker_rlimit_nofile 20000;
error_log $directory/nginx-error.log;
pid $directory/nginx.pid;
events { worker_connections 20000; }
http {
    access_log off;
    client_body_temp_path $directory/body;
    proxy_temp_path $directory/proxy;
    fastcgi_temp_path $directory/fastcgi;
    uwsgi_temp_path $directory/uwsgi;
    scgi_temp_path $directory/scgi;
    default_type text/plain;
    sendfile on;
    tcp_nopush on;
    open_file_cache max=10 inactive=1h;
    keepalive_timeout 600s;
    keepalive_requests 1000000000;
    server {
        listen 127.0.0.1:$port backlog=2048;
        location / { return 200 "Hello, world!\\n"; }
        location = /body { root $directory/files; }
        $echo
    }
}
""")

ECHO_LOCATIONS = """
        location = /echo { client_body_buffer_size 16k; echo_read_request_body; echo_request_body; }
        location = /sleep { echo_sleep 0.02; echo "Hello, world!"; }
"""


def echo_module():
    """The path of the module, or None."""
    if not shutil.which("nginx"):
        return None
    built = subprocess.run(["nginx", "-V"], capture_output=True, text=True).stderr
    directory = re.search(r"--modules-path=(\S+)", built)
    path = os.path.join(directory.group(1), ECHO) if directory else ""
    return path if os.path.exists(path) else None


MODULE = echo_module()
SCENARIOS = ("keepalive", "close", "body", "connections", "idle", *(("echo", "sleep") if MODULE else ()))


def command(place):
    files = os.path.join(place.directory, "files")
    os.makedirs(files, exist_ok=True)
    with open(os.path.join(files, "body"), "wb") as body:
        body.write(b"x" * (100 * 1024))
    configuration = os.path.join(place.directory, "nginx.conf")
    with open(configuration, "w") as file:
        file.write(CONFIGURATION.substitute(
            # The directory is the caller's alone: workers of another user could not read the file in it.
            user="user root;" if os.geteuid() == 0 else "",
            load_module=f"load_module {MODULE};" if MODULE else "",
            echo=ECHO_LOCATIONS if MODULE else "",
            workers=place.workers, directory=place.directory, port=place.port))
    return ["nginx", "-c", configuration]
