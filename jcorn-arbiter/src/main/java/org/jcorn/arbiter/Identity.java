package org.jcorn.arbiter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jcorn.config.Config;
import org.jcorn.config.ServerMechanicsSettings;
import org.jcorn.config.Setting;
import org.jspecify.annotations.Nullable;

/**
 * Whom the workers of a generation run as (settings {@code user}, {@code group}, {@code initgroups}). The arbiter stays
 * who it is. A worker's process first runs {@code setpriv}, which drops user, groups and capabilities and becomes the
 * JVM: no line of Java runs with more rights than the application has.
 *
 * @param name what the log calls it
 * @param uid the user's number
 * @param gid the group's number
 * @param allGroups whether the workers are in all groups of the user, else in that one alone
 * @param setpriv the program that makes a process so, or empty if the workers are what the arbiter is
 */
record Identity(String name, int uid, int gid, boolean allGroups, Optional<Path> setpriv) {

    private static final int CAP_KILL = 5;
    private static final int CAP_SETGID = 6;
    private static final int CAP_SETUID = 7;
    private static final long NEEDED = 1L << CAP_KILL | 1L << CAP_SETGID | 1L << CAP_SETUID;

    /** A file's mode, without its permission bits. */
    private static final int SOCKET = 014;

    private static final String USUAL_PATH = "/usr/bin:/bin:/usr/sbin:/sbin";

    /** {@return the identity of this process} */
    static Identity own() {
        return new Identity("", 0, 0, false, Optional.empty());
    }

    /**
     * {@return the identity that the settings ask for}
     *
     * @throws IOException if there is no such user or group, or this process cannot make workers theirs
     */
    static Identity of(Native os, Config config) throws IOException {
        Optional<String> user = config.get(ServerMechanicsSettings.USER);
        Optional<String> group = config.get(ServerMechanicsSettings.GROUP);
        if (user.isEmpty() && group.isEmpty()) {
            return own();
        }
        Accounts accounts = new Accounts(os);
        int uid = user.isEmpty()
                ? os.libc().geteuid()
                : found(ServerMechanicsSettings.USER, user.get(), accounts.uid(user.get()), "user");
        Optional<Accounts.User> entry = accounts.user(uid);
        boolean groups = config.get(ServerMechanicsSettings.INITGROUPS);
        if (entry.isEmpty() && (group.isEmpty() || groups)) {
            throw new IOException(broken(ServerMechanicsSettings.USER, user.orElse(Integer.toUnsignedString(uid)))
                    + "has no entry among the users of this system, which would tell its groups: "
                    + (groups ? "'initgroups' cannot be" : "'group' has to be set"));
        }
        int gid = group.isPresent()
                ? found(ServerMechanicsSettings.GROUP, group.get(), accounts.gid(group.get()), "group")
                : entry.orElseThrow().gid();
        if (uid == os.libc().geteuid() && gid == os.libc().getegid()) {
            return own();
        }
        Setting<?> setting = uid == os.libc().geteuid() ? ServerMechanicsSettings.GROUP : ServerMechanicsSettings.USER;
        String broken = broken(setting, config.text(setting));
        if ((capabilities() & NEEDED) != NEEDED) {
            throw new IOException(broken
                    + "cannot be, because this process is not root (or lacks CAP_SETUID, CAP_SETGID " + "or CAP_KILL)");
        }
        Path setpriv = find("setpriv");
        if (setpriv == null) {
            throw new IOException(broken + "needs the program setpriv of util-linux, which is not in PATH");
        }
        return new Identity(setting.name() + " " + config.text(setting), uid, gid, groups, Optional.of(setpriv));
    }

    /** {@return whether workers are somebody else than this process} */
    boolean changes() {
        return setpriv.isPresent();
    }

    /** {@return the program to run in order to run that one as this user} */
    Path program(Path program) {
        return setpriv.orElse(program);
    }

    /**
     * {@return the arguments of {@link #program}}
     *
     * @param java the JVM
     * @param title what {@code ps} is to show, for which the arguments have to leave room
     * @param argument the JVM's only argument
     */
    List<String> arguments(Path java, String title, String argument) {
        if (!changes()) {
            return List.of(title, argument);
        }
        return List.of(
                "setpriv",
                "--reuid=" + Integer.toUnsignedString(uid),
                "--regid=" + Integer.toUnsignedString(gid),
                allGroups ? "--init-groups" : "--clear-groups",
                "--",
                java.toString(),
                "-Djcorn.title=" + title,
                argument);
    }

    /**
     * Give a file or a socket to this user and group, if there is one. A link is left alone, and so is what it leads to: whoever may
     * write to the directory could have put it there.
     *
     * @throws IOException if that is not allowed
     */
    void own(Path file) throws IOException {
        if (!changes() || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        BasicFileAttributes kind = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (kind.isRegularFile()
                || (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) >> 12 == SOCKET) {
            Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(file, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static int found(Setting<?> setting, String value, OptionalInt number, String what) throws IOException {
        return number.orElseThrow(() -> new IOException(broken(setting, value) + "is no " + what + " of this system"));
    }

    private static String broken(Setting<?> setting, String value) {
        return "setting '" + setting.name() + "': \"" + value + "\" ";
    }

    private static long capabilities() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("CapEff:")) {
                return Long.parseUnsignedLong(
                        line.substring(line.indexOf(':') + 1).strip(), 16);
            }
        }
        return 0;
    }

    private static @Nullable Path find(String program) {
        for (String directory : System.getenv().getOrDefault("PATH", USUAL_PATH).split(":", -1)) {
            Path path = Path.of(directory, program);
            if (directory.startsWith("/") && Files.isExecutable(path)) {
                return path;
            }
        }
        return null;
    }
}
