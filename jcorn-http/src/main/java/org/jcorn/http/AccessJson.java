package org.jcorn.http;

import java.util.ArrayList;
import java.util.List;
import org.jcorn.config.AccessAtom;
import org.jcorn.config.AccessPiece;

/** Lines that are objects of JSON. */
final class AccessJson implements AccessFormat {

    private static final List<Member> USUAL = List.of(
            new Member("remote_host", AccessAtom.REMOTE_HOST),
            new Member("user", AccessAtom.USER),
            new Member("method", AccessAtom.METHOD),
            new Member("target", AccessAtom.TARGET),
            new Member("protocol", AccessAtom.PROTOCOL),
            new Member("status", AccessAtom.STATUS),
            new Member("bytes", AccessAtom.BYTES),
            new Member("referer", AccessAtom.REFERER),
            new Member("user_agent", AccessAtom.USER_AGENT),
            new Member("duration_us", AccessAtom.MICROSECONDS),
            new Member("pid", AccessAtom.PID),
            new Member("outcome", AccessAtom.OUTCOME));

    /** Of a head that was refused, which has little else. */
    private static final Member LINE = new Member("line", AccessAtom.REQUEST_LINE);

    /** A member, with its name as it is written. */
    private record Member(String name, AccessPiece piece) {
        Member(String name, AccessAtom atom) {
            this(name, new AccessPiece(atom, ""));
        }
    }

    private final AccessValues values;
    private final Member[] members;

    AccessJson(AccessValues values, List<AccessPiece> more) {
        this.values = values;
        List<Member> all = new ArrayList<>(USUAL);
        for (AccessPiece piece : more) {
            AccessLine name = newLine();
            name.escaped(piece.key());
            all.add(new Member(Octets.string(name.bytes(), 0, name.length()), piece));
        }
        members = all.toArray(new Member[0]);
    }

    @Override
    public AccessLine newLine() {
        return new AccessLine(true);
    }

    @Override
    public void append(AccessRecord record, AccessLine line) {
        line.put("{\"time\":\"");
        values.time().iso(line);
        line.put('"');
        for (Member member : members) {
            append(member, record, line);
        }
        if (record.request() == null) {
            append(LINE, record, line);
        }
        line.put('}');
    }

    private void append(Member member, AccessRecord record, AccessLine line) {
        AccessPiece piece = member.piece();
        line.put(",\"");
        line.put(member.name());
        line.put("\":");
        int start = line.length();
        boolean quoted = !piece.atom().number();
        if (quoted) {
            line.put('"');
        }
        if (!values.append(piece, record, line)) {
            line.cut(start);
            line.put("null");
        } else if (quoted) {
            line.put('"');
        }
    }
}
