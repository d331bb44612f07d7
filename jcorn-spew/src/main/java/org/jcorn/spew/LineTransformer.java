package org.jcorn.spew;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** Makes application classes tell of their lines; those of the JDK and of jcorn stay as they are. */
final class LineTransformer implements ClassFileTransformer {

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] classFile) {
        if (loader == null || className == null || !ofApplication(loader)) {
            return null;
        }
        try {
            return traced(classFile);
        } catch (RuntimeException e) {
            // What is thrown here the JVM drops without a word.
            System.err.print("spew: " + className.replace('/', '.') + " is not traced: " + e + "\n");
            return null;
        }
    }

    static byte[] traced(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new TracedClass(writer), 0);
        return writer.toByteArray();
    }

    /** {@return whether classes of that loader are the application's, and would find the class they are to call} */
    private static boolean ofApplication(ClassLoader loader) {
        if (loader == LineTransformer.class.getClassLoader()) {
            return false;
        }
        try {
            return Class.forName(Spew.class.getName(), false, loader) == Spew.class;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
