"""What a tree of processes costs, from /proc."""

import glob
import os
import re

TICK = os.sysconf("SC_CLK_TCK")
MAPPING = re.compile(rb"^[0-9a-f]+-[0-9a-f]+ \S+ ([0-9a-f]+) (\S+) (\d+) *(.*)$")


def tree(pid):
    """The process and all its descendants, parents first."""
    found = [pid]
    for entry in found:
        # Per thread: a JVM spawns from a thread that is not its first.
        for children in glob.glob(f"/proc/{entry}/task/*/children"):
            try:
                with open(children) as file:
                    found += [int(child) for child in file.read().split()]
            except OSError:
                continue
    return found


def cpu_seconds(pid):
    """User and system time of the tree.

    The kernel keeps the sum in nanoseconds and only rounds it to a tick of 10 ms here; schedstat has the nanoseconds, but
    loses those of threads that have ended, and JVMs end compiler threads all the time.
    """
    ticks = 0
    for process in tree(pid):
        try:
            with open(f"/proc/{process}/stat") as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        except OSError:
            continue
    return ticks / TICK


def memory_kib(pid):
    """The memory of the tree: what its PSS would be if no other server ran.

    The servers run side by side, and the PSS of the kernel divides the pages of libjvm and of the JDK's class data archive
    among them all: the more peers, the smaller each. So a file that is mapped counts once for the tree, as the process
    with most of it in memory has it; all else counts as in the kernel's PSS.
    """
    files, rest = {}, 0
    for process in tree(pid):
        try:
            rest += private_kib(process)
            for file, size in file_mappings(process):
                files[file] = max(files.get(file, 0), size)
        except OSError:
            continue
    return rest + sum(files.values())


def private_kib(process):
    """The PSS of what is not a page of a file."""
    with open(f"/proc/{process}/smaps_rollup") as rollup:
        return sum(int(size) for size in re.findall(r"^Pss_(?:Anon|Shmem):\s+(\d+)", rollup.read(), re.M))


def file_mappings(process):
    """Pairs of what part of a file is mapped, and how much of that is in memory and unchanged, in KiB."""
    with open(f"/proc/{process}/smaps", "rb") as smaps:
        lines = smaps.read().splitlines()
    file = None
    for line in lines:
        header = MAPPING.match(line)
        if header:
            offset, device, inode, path = header.groups()
            on_disk = path.startswith(b"/") and not path.startswith((b"/memfd:", b"/dev/", b"/SYSV"))
            file = (device, inode, offset) if on_disk else None
        elif line.startswith(b"Rss:"):
            resident = kib(line)
        elif line.startswith(b"Anonymous:") and file:
            yield file, resident - kib(line)


def kib(line):
    return int(line.split()[1])
