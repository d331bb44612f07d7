package org.jcorn.app.servlet;

import java.util.Locale;
import java.util.Set;
import org.apache.tomcat.JarScanFilter;
import org.apache.tomcat.JarScanType;

/**
 * Leaves out of the search for tag libraries, fragments and annotations those well-known libraries that have none:
 * opening them is most of the time that a web application of today takes to start.
 */
final class QuickScan implements JarScanFilter {

    /** How names of jars begin, up to the version. */
    private static final Set<String> PLAIN = Set.of(
            "accessors-smart",
            "antlr",
            "antlr4-runtime",
            "aopalliance",
            "asm",
            "aspectjrt",
            "aspectjweaver",
            "bcpkix-jdk18on",
            "bcprov-jdk18on",
            "byte-buddy",
            "caffeine",
            "cglib",
            "checker-qual",
            "classmate",
            "commons-beanutils",
            "commons-codec",
            "commons-collections",
            "commons-collections4",
            "commons-compress",
            "commons-dbcp2",
            "commons-io",
            "commons-lang",
            "commons-lang3",
            "commons-pool2",
            "commons-text",
            "error_prone_annotations",
            "failureaccess",
            "freemarker",
            "gson",
            "guava",
            "h2",
            "hibernate-core",
            "hibernate-models",
            "hibernate-validator",
            "hikaricp",
            "httpclient5",
            "httpcore5",
            "istack-commons-runtime",
            "jackson-annotations",
            "jackson-core",
            "jackson-databind",
            "jackson-datatype-jdk8",
            "jackson-datatype-jsr310",
            "jackson-module-parameter-names",
            "jakarta.activation-api",
            "jakarta.inject-api",
            "jakarta.persistence-api",
            "jakarta.transaction-api",
            "jakarta.validation-api",
            "jakarta.xml.bind-api",
            "jandex",
            "javassist",
            "jaxb-core",
            "jaxb-runtime",
            "jboss-logging",
            "jcl-over-slf4j",
            "joda-time",
            "jspecify",
            "jsr305",
            "jul-to-slf4j",
            "kotlin-reflect",
            "kotlin-stdlib",
            "log4j-api",
            "log4j-core",
            "log4j-to-slf4j",
            "logback-core",
            "lombok",
            "micrometer-commons",
            "micrometer-core",
            "micrometer-observation",
            "mysql-connector-j",
            "ognl",
            "postgresql",
            "reactive-streams",
            "reactor-core",
            "slf4j-api",
            "snakeyaml",
            "spring-aop",
            "spring-beans",
            "spring-context",
            "spring-core",
            "spring-expression",
            "spring-jcl",
            "spring-jdbc",
            "spring-orm",
            "spring-tx",
            "txw2",
            "xercesimpl",
            "xml-apis");

    @Override
    public boolean check(JarScanType type, String jar) {
        return !PLAIN.contains(artifact(jar.toLowerCase(Locale.ROOT)));
    }

    /** {@return the name without version and ending} The version is what begins with a digit after a hyphen. */
    private static String artifact(String jar) {
        for (int hyphen = jar.indexOf('-'); hyphen > 0; hyphen = jar.indexOf('-', hyphen + 1)) {
            if (hyphen + 1 < jar.length() && Character.isDigit(jar.charAt(hyphen + 1))) {
                return jar.substring(0, hyphen);
            }
        }
        return jar.endsWith(".jar") ? jar.substring(0, jar.length() - ".jar".length()) : jar;
    }
}
