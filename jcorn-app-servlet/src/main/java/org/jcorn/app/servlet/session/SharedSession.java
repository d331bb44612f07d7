package org.jcorn.app.servlet.session;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.session.StandardSession;
import org.apache.catalina.util.CustomObjectInputStream;
import org.jspecify.annotations.Nullable;

/** A session of which other workers may have copies: what is in the directory counts. */
final class SharedSession extends StandardSession {

    private static final long serialVersionUID = 1;

    // What a value belongs to, so that names of attributes collide with none of our own.
    private static final String ATTRIBUTE = "attribute ";
    private static final String LOGIN = "login ";
    private static final String AUTH_TYPE = LOGIN + "type";
    private static final String PRINCIPAL = LOGIN + "principal";
    private static final String[] NOTES = {Constants.SESSION_ID_NOTE, Constants.FORM_REQUEST_NOTE};

    private final transient SharedSessions sessions;
    /** As it was read or written last; null if it never was. */
    private transient volatile @Nullable SessionState stored;

    private transient volatile Object stamp = "";
    private transient long touched;

    /** Values that this worker cannot read, perhaps of another version of the application. */
    private final transient Map<String, byte[]> unread = new HashMap<>();

    SharedSession(SharedSessions sessions) {
        super(sessions);
        this.sessions = sessions;
    }

    boolean isStored() {
        return stored != null;
    }

    /** {@return whether the directory has what was read or written last} */
    boolean isCurrent(Object present) {
        return stamp.equals(present);
    }

    @Override
    public void setId(String id, boolean notify) {
        super.setId(id, notify);
        stored = null; // its file had the former name
    }

    /** The copy in this worker may be unused for long while others serve the client. */
    @Override
    public boolean isValid() {
        if (isValid && maxInactiveInterval > 0 && getIdleTimeInternal() >= 1000L * maxInactiveInterval && isStored()) {
            long lastUsed = sessions.lastUsed(id);
            if (lastUsed < 0) {
                sessions.forget(this);
                return false;
            }
            used(Math.max(lastUsed, thisAccessedTime));
        }
        return super.isValid();
    }

    private void used(long when) {
        thisAccessedTime = when;
        lastAccessedTime = when;
    }

    /** Become what was read from the directory. Nobody else must know this object yet. */
    void restore(String name, SessionDirectory.Stored from, ClassLoader loader) {
        isValid = true;
        isNew = false;
        creationTime = from.state().creationTime();
        maxInactiveInterval = from.state().maxInactiveSeconds();
        used(from.lastUsed());
        id = name; // setId would show it to other requests before its values are there
        for (Map.Entry<String, byte[]> value : from.state().values().entrySet()) {
            try (ObjectInputStream in =
                    new CustomObjectInputStream(new ByteArrayInputStream(value.getValue()), loader)) {
                put(value.getKey(), in.readObject());
            } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
                unread.put(value.getKey(), value.getValue());
                sessions.complain(value.getKey(), "read", e);
            }
        }
        stored = from.state();
        stamp = from.stamp();
        touched = from.lastUsed();
    }

    private void put(String name, Object value) {
        if (name.startsWith(ATTRIBUTE)) {
            attributes.put(name.substring(ATTRIBUTE.length()), value);
        } else if (name.equals(AUTH_TYPE)) {
            authType = (String) value;
        } else if (name.equals(PRINCIPAL)) {
            principal = (Principal) value;
        } else {
            notes.put(name.substring(LOGIN.length()), value);
        }
    }

    /** Write what has changed, or note that the session is in use. */
    synchronized void save(SessionDirectory directory) throws IOException {
        if (!isValid) {
            return;
        }
        SessionState present = state();
        if (stored != null && stored.same(present)) {
            long now = System.currentTimeMillis();
            if (now - touched > Math.min(60_000, 100L * maxInactiveInterval)) {
                touched = now;
                Object touchedStamp = directory.touch(id, stamp);
                stamp = touchedStamp == null ? "" : touchedStamp;
            }
            return;
        }
        SessionDirectory.Stored written = directory.write(id, stored, present);
        if (written == null) {
            sessions.forget(this);
            return;
        }
        stored = present;
        touched = written.lastUsed();
        // With what another worker has changed meanwhile it is to be read again.
        stamp = written.state().same(present) ? written.stamp() : "";
    }

    private SessionState state() {
        Map<String, byte[]> values = new HashMap<>(unread);
        for (String name : keys()) {
            Object value = attributes.get(name);
            if (value != null) {
                serialize(ATTRIBUTE + name, value, values);
            }
        }
        if (authType != null) {
            serialize(AUTH_TYPE, authType, values);
        }
        if (principal != null) {
            serialize(PRINCIPAL, principal, values);
        }
        for (String note : NOTES) {
            Object value = notes.get(note);
            if (value != null) {
                serialize(LOGIN + note, value, values);
            }
        }
        return new SessionState(creationTime, maxInactiveInterval, values);
    }

    private void serialize(String name, Object value, Map<String, byte[]> values) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException | RuntimeException e) {
            sessions.complain(name, "stored", e);
            // Perhaps only now, as while another thread changes it: what was kept before is better than nothing.
            byte[] kept = stored == null ? null : stored.values().get(name);
            if (kept != null) {
                values.put(name, kept);
            }
            return;
        }
        values.put(name, bytes.toByteArray());
    }
}
