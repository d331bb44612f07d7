package org.jcorn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

class ControlTablesTest {

    @Test
    void namesAndValues() {
        assertThat(render("{'pid': 12, 'state': 'ready', 'last': null, 'up': true}"))
                .isEqualTo("""
                pid    12
                state  ready
                last   -
                up     true
                """);
    }

    @Test
    void lists() {
        assertThat(render("{'workers': [{'pid': 7, 'state': 'booting'}, {'pid': 1234, 'state': 'ready'}]}"))
                .isEqualTo("""
                        workers:
                        pid   state
                        7     booting
                        1234  ready
                        """);
        assertThat(render("{'stats': {'pid': 1}, 'workers': []}")).isEqualTo("""
                stats:
                pid  1

                workers:
                (none)
                """);
    }

    @Test
    void settings() {
        assertThat(render("{'bind': {'value': ':80', 'origin': 'default'}, 'pidfile': {'value': '', 'origin': 'x'}}"))
                .isEqualTo("""
                        bind     :80  (default)
                        pidfile       (x)
                        """);
    }

    @Test
    void whatIsNoObjectAndControlCharacters() {
        assertThat(render("'a\\u001b[2Jb\\nc'")).isEqualTo("a\\x1b[2Jb\\nc\n");
    }

    private static String render(String json) {
        return ControlTables.render(JsonParser.parseString(json.replace('\'', '"')));
    }
}
