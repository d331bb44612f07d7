package org.jcorn.spew;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Copies a method, with a call of {@link Spew#line} before the first instruction of each line.
 *
 * <p>The call has to stand behind the stack map frame of its place, so it waits for the instruction. And frames name an
 * object that is not yet constructed by the place of its {@code new} (JVMS §4.10.1.4), which such a call moves.
 */
final class TracedMethod extends MethodVisitor {

    private final String className;
    private final String source;
    private final List<Label> here = new ArrayList<>();
    private final Map<Label, Label> moved = new HashMap<>();
    private int pending;

    TracedMethod(MethodVisitor target, String className, String source) {
        super(Opcodes.ASM9, target);
        this.className = className;
        this.source = source;
    }

    @Override
    public void visitLineNumber(int line, Label start) {
        pending = line;
        super.visitLineNumber(line, start);
    }

    @Override
    public void visitLabel(Label label) {
        here.add(label);
        super.visitLabel(label);
    }

    @Override
    public void visitFrame(
            int type, int locals, @Nullable Object @Nullable [] local, int depth, @Nullable Object @Nullable [] stack) {
        super.visitFrame(type, locals, moved(local), depth, moved(stack));
    }

    private @Nullable Object @Nullable [] moved(@Nullable Object @Nullable [] types) {
        if (types == null) {
            return null;
        }
        @Nullable Object[] copy = types.clone();
        for (int i = 0; i < copy.length; i++) {
            if (copy[i] instanceof Label label) {
                copy[i] = moved.getOrDefault(label, label);
            }
        }
        return copy;
    }

    private void trace() {
        if (pending != 0) {
            super.visitLdcInsn(className);
            super.visitLdcInsn(source);
            super.visitLdcInsn(pending);
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    "org/jcorn/spew/Spew",
                    "line",
                    "(Ljava/lang/String;Ljava/lang/String;I)V",
                    false);
            pending = 0;
        }
    }

    private void instruction() {
        trace();
        here.clear();
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        trace();
        if (opcode == Opcodes.NEW) {
            Label place = new Label();
            super.visitLabel(place);
            for (Label label : here) {
                moved.put(label, place);
            }
        }
        here.clear();
        super.visitTypeInsn(opcode, type);
    }

    @Override
    public void visitInsn(int opcode) {
        instruction();
        super.visitInsn(opcode);
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
        instruction();
        super.visitIntInsn(opcode, operand);
    }

    @Override
    public void visitVarInsn(int opcode, int index) {
        instruction();
        super.visitVarInsn(opcode, index);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        instruction();
        super.visitFieldInsn(opcode, owner, name, descriptor);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
        instruction();
        super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
    }

    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        instruction();
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, arguments);
    }

    @Override
    public void visitJumpInsn(int opcode, Label label) {
        instruction();
        super.visitJumpInsn(opcode, label);
    }

    @Override
    public void visitLdcInsn(Object value) {
        instruction();
        super.visitLdcInsn(value);
    }

    @Override
    public void visitIincInsn(int index, int increment) {
        instruction();
        super.visitIincInsn(index, increment);
    }

    @Override
    public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
        instruction();
        super.visitTableSwitchInsn(min, max, otherwise, labels);
    }

    @Override
    public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
        instruction();
        super.visitLookupSwitchInsn(otherwise, keys, labels);
    }

    @Override
    public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
        instruction();
        super.visitMultiANewArrayInsn(descriptor, dimensions);
    }
}
