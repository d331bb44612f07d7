"""Figures and ratios of a scenario, as tables."""

import statistics

RATIO_OF = {"requests_per_second": "requests/s", "cpu_micros": "CPU/request"}


def report(result, catalogue):
    """The lines to print for a result of measure or idle."""
    lines = ["", f"== {result['scenario']}: {result['does']}", ""]
    if result["servers"]:
        lines += idle_figures(result) if result["scenario"] == "idle" else loaded(result, catalogue)
    lines += [f"not available: {name}: {reason}" for name, reason in result["not_available"].items()]
    return lines


def loaded(result, catalogue):
    servers = result["servers"]
    references = choose_references(servers, catalogue)
    result["references"] = references
    result["ratios"] = ratios(servers, references)
    return [*figures(servers), "", *ratio_table(result["ratios"], references)]


def median(server, figure):
    return statistics.median(round_[figure] for round_ in server["rounds"])


def spread(server, figure):
    """Half the range of the rounds, in percent of their median."""
    values = [round_[figure] for round_ in server["rounds"]]
    middle = statistics.median(values)
    return (max(values) - min(values)) / 2 / middle * 100 if middle else 0


def choose_references(servers, catalogue):
    """For each ratio the servers to compare with: nginx, and the Java peers with the best medians."""
    java = [server.name for server in catalogue if server.kind == "java" and server.name in servers]
    blocking = [server.name for server in catalogue if server.blocking and server.name in java]
    chosen = {}
    for figure, best in (("requests_per_second", max), ("cpu_micros", min)):
        def key(name):
            return median(servers[name], figure)

        chosen[figure] = {
            "nginx": "nginx" if "nginx" in servers else None,
            "best peer": best(java, key=key, default=None),
            "best blocking peer": best(blocking, key=key, default=None),
        }
    return chosen


def ratios(servers, references):
    """For each server, figure and reference the median of the ratios of the rounds."""
    return {
        name: {
            figure: {
                label: statistics.median(
                    own[figure] / other[figure]
                    for own, other in zip(server["rounds"], servers[reference]["rounds"]) if other[figure])
                if reference and median(servers[reference], figure) else None
                for label, reference in labels.items()
            }
            for figure, labels in references.items()
        }
        for name, server in servers.items()
    }


def figures(servers):
    rows = [("server", "requests/s", "±%", "CPU µs/req", "±%", "p50 ms", "p99 ms", "PSS MiB", "errors")]
    for name, server in servers.items():
        rows.append((
            name,
            f"{median(server, 'requests_per_second'):.0f}", f"{spread(server, 'requests_per_second'):.0f}",
            f"{median(server, 'cpu_micros'):.1f}", f"{spread(server, 'cpu_micros'):.0f}",
            f"{median(server, 'p50_micros') / 1000:.2f}", f"{median(server, 'p99_micros') / 1000:.2f}",
            f"{server['memory_kib'] / 1024:.0f}",
            str(sum(round_["errors"] for round_ in server["rounds"])),
        ))
    return table(rows)


def ratio_table(all_ratios, references):
    heads = [f"{RATIO_OF[figure] if label == 'nginx' else ''} / {reference or label}".strip()
             for figure, labels in references.items() for label, reference in labels.items()]
    rows = [("server", *heads)]
    for name, own in all_ratios.items():
        rows.append((name, *(f"{ratio:.2f}" if ratio is not None else "-"
                             for labels in own.values() for ratio in labels.values())))
    named = [f"{RATIO_OF[figure]}: best Java peer {labels['best peer']}, best of those that may block "
             f"{labels['best blocking peer']}" for figure, labels in references.items() if labels["best peer"]]
    return [*table(rows), *named]


def idle_figures(result):
    rows = [("server", "PSS before MiB", "PSS after MiB", "KiB/connection", "live heap KiB/connection", "median ms",
             "max ms")]
    for name, server in result["servers"].items():
        live = server["live_heap_bytes_per_connection"]
        rows.append((
            name,
            f"{server['memory_kib_before'] / 1024:.0f}", f"{server['memory_kib_after'] / 1024:.0f}",
            f"{server['bytes_per_connection'] / 1024:.2f}", "-" if live is None else f"{live / 1024:.2f}",
            f"{server['median_micros'] / 1000:.2f}", f"{server['max_micros'] / 1000:.2f}",
        ))
    return table(rows)


def table(rows):
    """Columns as wide as they need to be, the first flush left, the others flush right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.rjust(width) if column else cell.ljust(width)
                      for column, (cell, width) in enumerate(zip(row, widths))).rstrip() for row in rows]
