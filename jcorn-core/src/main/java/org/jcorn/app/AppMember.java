package org.jcorn.app;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jcorn.Application;
import org.jcorn.NonBlocking;
import org.jcorn.Request;
import org.jcorn.Response;
import org.jcorn.spi.AppLoadException;
import org.jspecify.annotations.Nullable;

/**
 * Finds what an {@link AppSpecification} means within its class: an instance of the class, the value of a static field,
 * a static method that is the handler, or what a static factory returns. Access modifiers do not matter, as they do not
 * for {@code main} in a source file.
 */
final class AppMember {

    private final AppSpecification wanted;
    private final Class<?> type;
    private boolean nonBlocking;

    AppMember(AppSpecification wanted, Class<?> type) {
        this.wanted = wanted;
        this.type = type;
        this.nonBlocking = type.isAnnotationPresent(NonBlocking.class);
    }

    /** {@return whether the class, or the member that {@link #value} found, says that it does not block} */
    boolean nonBlocking() {
        return nonBlocking;
    }

    Object value() throws AppLoadException {
        String member = wanted.member();
        Object value;
        try {
            if (member == null) {
                value = instance();
            } else if (wanted.arguments() != null) {
                value = product(member, wanted.arguments());
            } else {
                value = fieldOrHandler(member);
            }
        } catch (InvocationTargetException e) {
            throw ClassAppLoader.failed(wanted, "it failed while being made", e.getCause());
        } catch (ExceptionInInitializerError e) {
            throw ClassAppLoader.failed(wanted, "its static initializer failed", e.getCause());
        } catch (ReflectiveOperationException | InaccessibleObjectException | LinkageError e) {
            throw ClassAppLoader.failed(wanted, "it cannot be used: " + e, null);
        }
        if (value == null) {
            throw ClassAppLoader.failed(wanted, "it is null", null);
        }
        return value;
    }

    private Object instance() throws ReflectiveOperationException, AppLoadException {
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            throw ClassAppLoader.failed(wanted, "an abstract class cannot be instantiated", null);
        }
        Constructor<?> constructor;
        try {
            constructor = type.getDeclaredConstructor();
        } catch (NoSuchMethodException e) {
            throw ClassAppLoader.failed(wanted, "the class has no constructor without parameters", null);
        }
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private @Nullable Object fieldOrHandler(String member) throws ReflectiveOperationException, AppLoadException {
        for (Field field : type.getDeclaredFields()) {
            if (field.getName().equals(member)) {
                requireStatic(field.getModifiers(), "field");
                use(field);
                return field.get(null);
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(member) && isHandler(method)) {
                requireStatic(method.getModifiers(), "method");
                use(method);
                return handler(method);
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(member) && method.getParameterCount() == 0) {
                throw ClassAppLoader.failed(wanted, "it is a factory; did you mean \"" + wanted.text() + "()\"?", null);
            }
        }
        throw ClassAppLoader.failed(
                wanted,
                "class " + type.getName() + " has no field \"" + member + "\" and no method \"" + member
                        + "(Request, Response)\"",
                null);
    }

    private @Nullable Object product(String member, List<@Nullable Object> arguments)
            throws ReflectiveOperationException, AppLoadException {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(member)) {
                Object[] converted = Arguments.convert(arguments, method.getParameterTypes());
                if (converted != null) {
                    requireStatic(method.getModifiers(), "method");
                    use(method);
                    return method.invoke(null, converted);
                }
            }
        }
        throw ClassAppLoader.failed(
                wanted,
                "class " + type.getName() + " has no method \"" + member + "\" that takes these " + arguments.size()
                        + " arguments",
                null);
    }

    /** {@return the name of a static handler method of a class, or null if it has none} */
    static @Nullable String anyHandler(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            if (isHandler(method) && Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
                return method.getName();
            }
        }
        return null;
    }

    private static boolean isHandler(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        return parameters.length == 2 && parameters[0] == Request.class && parameters[1] == Response.class;
    }

    private static Application handler(Method method) {
        return (request, response) -> {
            try {
                method.invoke(null, request, response);
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof Exception exception) {
                    throw exception;
                }
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw e;
            }
        };
    }

    private void use(AccessibleObject member) {
        member.setAccessible(true);
        nonBlocking |= member.isAnnotationPresent(NonBlocking.class);
    }

    private void requireStatic(int modifiers, String kind) throws AppLoadException {
        if (!Modifier.isStatic(modifiers)) {
            throw ClassAppLoader.failed(wanted, "the " + kind + " is not static", null);
        }
    }
}
