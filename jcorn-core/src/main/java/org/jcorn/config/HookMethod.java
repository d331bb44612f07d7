package org.jcorn.config;

/**
 * A method that a setting names, {@code CLASS:METHOD}.
 *
 * @param className the binary name of its class
 * @param method its name
 */
public record HookMethod(String className, String method) {

    @Override
    public String toString() {
        return className + ":" + method;
    }
}
