package org.jcorn.config;

/** A method by its class and name. */
final class HookType implements SettingType<HookMethod> {

    private final ClassNameType classes = new ClassNameType();

    @Override
    public HookMethod parse(String text) {
        String trimmed = text.strip();
        int colon = trimmed.indexOf(':');
        String method = trimmed.substring(colon + 1);
        if (colon <= 0 || !isName(method)) {
            throw new InvalidValue(text, "is not CLASS:METHOD");
        }
        return new HookMethod(classes.parse(trimmed.substring(0, colon)), method);
    }

    private static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (i == 0 ? !Character.isJavaIdentifierStart(c) : !Character.isJavaIdentifierPart(c)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    @Override
    public String print(HookMethod value) {
        return value.toString();
    }

    @Override
    public String label() {
        return "hook";
    }

    @Override
    public String meta() {
        return "CLASS:METHOD";
    }
}
