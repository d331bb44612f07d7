package org.jcorn.arbiter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import jnr.ffi.Pointer;

/**
 * Tells the kernel which sockets of an {@code SO_REUSEPORT} group get new connections, by a filter program that picks
 * one of them by chance. Connections whose handshake has begun, or that wait to be accepted, stay where they are.
 *
 * <p>A program knows the sockets by their places in the group: the order in which they began to listen, as long as only
 * the last is ever closed. It needs no privilege.
 */
final class Steering {

    // From <linux/bpf_common.h> and <linux/filter.h>.
    private static final int LOAD_WORD = 0x20;
    private static final int MODULO = 0x94;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;
    private static final int RANDOM = 0xfffff000 + 56;

    private static final int INSTRUCTION = 8;
    /** {@code struct sock_fprog}: the number of instructions, and a pointer to them. */
    private static final int PROGRAM = 16;

    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_REUSEPORT_CBPF = 51;
    private static final int SO_DETACH_REUSEPORT_BPF = 68;

    private final Native os;

    Steering(Native os) {
        this.os = os;
    }

    /**
     * Let only these get new connections.
     *
     * @param fd any socket of the group
     * @param places at least one
     * @throws IOException if the kernel does not take it, or the socket was bound without SO_REUSEPORT and is alone yet
     */
    void among(int fd, BitSet places) throws IOException {
        List<long[]> code = program(places);
        Pointer instructions = os.memory(code.size() * INSTRUCTION);
        for (int i = 0; i < code.size(); i++) {
            long[] instruction = code.get(i);
            int at = i * INSTRUCTION;
            instructions.putShort(at, (short) instruction[0]);
            instructions.putByte(at + 2L, (byte) instruction[1]);
            instructions.putByte(at + 3L, (byte) instruction[2]);
            instructions.putInt(at + 4L, (int) instruction[3]);
        }
        Pointer program = os.memory(PROGRAM);
        program.putShort(0, (short) code.size());
        program.putAddress(Long.BYTES, instructions.address());
        os.check("setsockopt", os.libc().setsockopt(fd, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, program, PROGRAM));
    }

    /**
     * Let all get new connections again.
     *
     * @param fd any socket of the group
     * @param size how many there are
     * @throws IOException if the kernel does not take it
     */
    void off(int fd, int size) throws IOException {
        int result = os.libc().setsockopt(fd, SOL_SOCKET, SO_DETACH_REUSEPORT_BPF, os.memory(4), Integer.BYTES);
        if (result < 0) { // before Linux 5.3
            BitSet all = new BitSet();
            all.set(0, size);
            among(fd, all);
        }
    }

    /** {@return instructions of code, two relative jumps, and constant} */
    private static List<long[]> program(BitSet places) {
        List<long[]> code = new ArrayList<>();
        int choices = places.cardinality();
        code.add(new long[] {LOAD_WORD, 0, 0, RANDOM});
        code.add(new long[] {MODULO, 0, 0, choices});
        int place = places.nextSetBit(0);
        for (int choice = 0; choice < choices - 1; choice++) {
            code.add(new long[] {JUMP_IF_EQUAL, 0, 1, choice});
            code.add(new long[] {RETURN, 0, 0, place});
            place = places.nextSetBit(place + 1);
        }
        code.add(new long[] {RETURN, 0, 0, place});
        return code;
    }
}
