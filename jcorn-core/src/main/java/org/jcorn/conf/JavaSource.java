package org.jcorn.conf;

/**
 * A Java configuration file as a class: what is missing is put around the text without moving any line.
 *
 * @param className the class it becomes
 * @param text the text of the file
 * @param split where its import declarations end
 */
record JavaSource(String className, String text, int split) {

    private static final String IMPORTS = "import org.jcorn.*;import org.jcorn.hook.*;";

    /**
     * {@return the source}
     *
     * @param fileName the name of the file, which names the class
     * @param text the text of the file
     */
    static JavaSource of(String fileName, String text) {
        return new JavaSource(className(fileName), text, endOfImports(text));
    }

    private static String className(String fileName) {
        String bare = fileName.endsWith(".java") ? fileName.substring(0, fileName.length() - 5) : fileName;
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (i == 0 && !Character.isJavaIdentifierStart(c)) {
                name.append('_');
            }
            name.append(Character.isJavaIdentifierPart(c) ? c : '_');
        }
        // Alone it may be a keyword.
        return name.indexOf("_") < 0 ? name.append("_conf").toString() : name.toString();
    }

    private static int endOfImports(String text) {
        int end = 0;
        int at = skipBlank(text, 0);
        while (text.startsWith("import", at)
                && at + 6 < text.length()
                && Character.isWhitespace(text.charAt(at + 6))
                && text.indexOf(';', at) > 0) {
            end = text.indexOf(';', at) + 1;
            at = skipBlank(text, end);
        }
        return end;
    }

    /** {@return where, from there on, something is that is neither white space nor a comment} */
    private static int skipBlank(String text, int from) {
        int at = from;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("//", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                break;
            }
        }
        return at;
    }

    /** {@return whether it begins with a package declaration, which it must not} */
    boolean declaresPackage() {
        int at = skipBlank(text, 0);
        return text.startsWith("package", at) && at + 7 < text.length() && Character.isWhitespace(text.charAt(at + 7));
    }

    private String opening() {
        return " final class " + className + " {";
    }

    /** {@return what the compiler gets} */
    String unit() {
        return IMPORTS + text.substring(0, split) + opening() + text.substring(split) + "\n}\n";
    }

    /** {@return the line of the file, from 1, of a position in the unit} */
    int line(long position) {
        long own = position - IMPORTS.length();
        if (own > split) {
            own = Math.max(split, own - opening().length());
        }
        int line = 1;
        for (int i = 0; i < Math.min(own, text.stripTrailing().length()); i++) {
            if (text.charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }
}
