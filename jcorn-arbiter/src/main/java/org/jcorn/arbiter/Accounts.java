package org.jcorn.arbiter;

import java.util.Optional;
import java.util.OptionalInt;
import jnr.ffi.Pointer;

/** The system's databases of users and groups. */
final class Accounts {

    // From <pwd.h> and <grp.h>: two pointers come first, name and password.
    private static final int UID = 16;
    private static final int GID_OF_USER = 20;
    private static final int GID_OF_GROUP = 16;

    private static final String NUMBER = "\\d{1,10}";

    /** The highest is (uid_t) -1, which the system calls take for "no change". */
    private static final long LAST = 0xffff_fffeL;

    /**
     * A user of the system.
     *
     * @param uid its number
     * @param gid the number of its first group
     */
    record User(int uid, int gid) {}

    private final Native os;

    Accounts(Native os) {
        this.os = os;
    }

    /** {@return the number of a user who is told by name or number, or empty if there is none} A number needs no entry. */
    OptionalInt uid(String user) {
        if (user.matches(NUMBER)) {
            return number(user);
        }
        Pointer entry = os.libc().getpwnam(user);
        return entry == null ? OptionalInt.empty() : OptionalInt.of(entry.getInt(UID));
    }

    /** {@return the number of a group that is told by name or number, or empty if there is none} A number needs no entry. */
    OptionalInt gid(String group) {
        if (group.matches(NUMBER)) {
            return number(group);
        }
        Pointer entry = os.libc().getgrnam(group);
        return entry == null ? OptionalInt.empty() : OptionalInt.of(entry.getInt(GID_OF_GROUP));
    }

    /** {@return the entry of a user, or empty if the database has none} */
    Optional<User> user(int uid) {
        Pointer entry = os.libc().getpwuid(uid);
        return entry == null ? Optional.empty() : Optional.of(new User(entry.getInt(UID), entry.getInt(GID_OF_USER)));
    }

    private static OptionalInt number(String text) {
        long number = Long.parseLong(text);
        return number > LAST ? OptionalInt.empty() : OptionalInt.of((int) number);
    }
}
