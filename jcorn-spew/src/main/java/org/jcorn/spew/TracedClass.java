package org.jcorn.spew;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Copies a class, with calls of {@link Spew#line} in its methods. */
final class TracedClass extends ClassVisitor {

    private String name = "";
    private String source = "";

    TracedClass(ClassVisitor target) {
        super(Opcodes.ASM9, target);
    }

    @Override
    public void visit(
            int version,
            int access,
            String internalName,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        name = internalName;
        super.visit(version, access, internalName, signature, superName, interfaces);
    }

    @Override
    public void visitSource(@Nullable String file, @Nullable String debug) {
        if (file != null) {
            source = name.substring(0, name.lastIndexOf('/') + 1) + file;
        }
        super.visitSource(file, debug);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String method, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        MethodVisitor target = super.visitMethod(access, method, descriptor, signature, exceptions);
        return new TracedMethod(target, name.replace('/', '.'), source);
    }
}
