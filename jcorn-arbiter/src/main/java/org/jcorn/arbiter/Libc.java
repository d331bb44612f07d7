package org.jcorn.arbiter;

import jnr.ffi.Pointer;
import jnr.ffi.annotations.Out;

/**
 * The system calls that the JDK does not offer, bound through jnr-ffi. Each returns -1 (or, for {@code posix_spawn*},
 * an error number) on failure; {@link Native} turns that into exceptions. Constants are Linux's.
 */
@SuppressWarnings("checkstyle:MethodName")
public interface Libc {

    /** Flag of {@code pipe2} and {@code signalfd}: close on exec. */
    int O_CLOEXEC = 0x80000;

    /** Flag of {@code signalfd} and {@code fcntl}: do not block. */
    int O_NONBLOCK = 0x800;

    /** Flag of {@code memfd_create}: close on exec. */
    int MFD_CLOEXEC = 1;

    /** Flag of {@code memfd_create}: may be sealed. */
    int MFD_ALLOW_SEALING = 2;

    /** Command of {@code fcntl}: seal. */
    int F_ADD_SEALS = 1033;

    /** Seal: no other seals. */
    int F_SEAL_SEAL = 1;

    /** Seal: never smaller. */
    int F_SEAL_SHRINK = 2;

    /** Seal: never larger. */
    int F_SEAL_GROW = 4;

    /** Command of {@code fcntl}: get status flags. */
    int F_GETFL = 3;

    /** Command of {@code fcntl}: set status flags. */
    int F_SETFL = 4;

    /** Command of {@code fcntl}: set descriptor flags. */
    int F_SETFD = 2;

    /** Descriptor flag: close on exec. */
    int FD_CLOEXEC = 1;

    /** Flag of {@code waitpid}: return at once when no child has ended. */
    int WNOHANG = 1;

    /** Flag of {@code sendto}: no SIGPIPE. */
    int MSG_NOSIGNAL = 0x4000;

    /** Flag of {@code sendto}: do not wait. */
    int MSG_DONTWAIT = 0x40;

    /** The level of socket options of TCP. */
    int IPPROTO_TCP = 6;

    /** Option of TCP sockets: what the kernel knows of one. */
    int TCP_INFO = 11;

    /** Attribute flag of {@code posix_spawn}: reset signal handling. */
    short POSIX_SPAWN_SETSIGDEF = 0x04;

    /** Attribute flag of {@code posix_spawn}: set the signal mask. */
    short POSIX_SPAWN_SETSIGMASK = 0x08;

    /** Attribute flag of {@code posix_spawn}: begin a new session. */
    short POSIX_SPAWN_SETSID = 0x80;

    int pipe2(@Out int[] ends, int flags);

    int memfd_create(String name, int flags);

    int ftruncate(int fd, long length);

    int fcntl(int fd, int command, int argument);

    int dup2(int fd, int newFd);

    int close(int fd);

    long read(int fd, Pointer buffer, long length);

    long write(int fd, Pointer buffer, long length);

    int poll(Pointer fds, long count, int timeoutMillis);

    int signalfd(int fd, Pointer mask, int flags);

    int kill(int pid, int signal);

    int execve(String path, Pointer arguments, Pointer environment);

    int waitpid(int pid, @Out int[] status, int options);

    int isatty(int fd);

    int umask(int mask);

    int socket(int domain, int type, int protocol);

    long sendto(int fd, Pointer buffer, long length, int flags, Pointer address, int addressLength);

    int geteuid();

    int getegid();

    Pointer getpwnam(String name);

    Pointer getpwuid(int uid);

    Pointer getgrnam(String name);

    int setsockopt(int fd, int level, int option, Pointer value, int length);

    int getsockopt(int fd, int level, int option, Pointer value, Pointer length);

    int getsockname(int fd, Pointer address, Pointer length);

    int posix_spawn_file_actions_init(Pointer actions);

    int posix_spawn_file_actions_addopen(Pointer actions, int fd, String path, int flags, int mode);

    int posix_spawn_file_actions_adddup2(Pointer actions, int fd, int newFd);

    int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int from);

    int posix_spawn_file_actions_addchdir_np(Pointer actions, String path);

    int posix_spawn_file_actions_destroy(Pointer actions);

    int posix_spawnattr_init(Pointer attributes);

    int posix_spawnattr_setflags(Pointer attributes, short flags);

    int posix_spawnattr_setsigmask(Pointer attributes, Pointer mask);

    int posix_spawnattr_setsigdefault(Pointer attributes, Pointer mask);

    int posix_spawnattr_destroy(Pointer attributes);

    int posix_spawn(
            @Out int[] pid, String path, Pointer actions, Pointer attributes, Pointer arguments, Pointer environment);
}
