package org.jcorn.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlRequestTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"id": 7, "command": "show stats"}                      | 7    | [show, stats]
            {"id": "a", "command": "worker", "args": ["add", 2]}    | "a"  | [worker, add, 2]
            {"id": null, "command": " reload\\n", "args": []}       | null | [reload]
            {"command": "worker  kill", "args": ["12"], "more": {}} | null | [worker, kill, 12]
            {"id": true, "command": "", "args": null}               | null | []
            {"id": [1], "command": "ä"}                             | null | [ä]
            """)
    void takes(String message, String id, String words) throws ControlException {
        ControlRequest request = parse(message);

        assertThat(request.id()).hasToString(id);
        assertThat(request.words()).hasToString(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"id": 1}                                    | "command" must be text
            {"command": 5}                               | "command" must be text
            {"command": null}                            | "command" must be text
            {"command": ["show"]}                        | "command" must be text
            {"command": "show", "args": "stats"}         | "args" must be an array
            {"command": "show", "args": {}}              | "args" must be an array
            {"command": "show", "args": [["stats"]]}     | "args" must hold texts and numbers
            {"command": "show", "args": [null]}          | "args" must hold texts and numbers
            {"command": "show", "args": [true]}          | "args" must hold texts and numbers
            ["show"]                                     | the message is no JSON object
            "show"                                       | the message is no JSON object
            {"command": "show"} x                        | the message is no JSON
            {"command": "show"} {}                       | the message is no JSON
            {'command': 'show'}                          | the message is no JSON
            {command: "show"}                            | the message is no JSON
            {"command": "show",}                         | the message is no JSON
            {"command": "show"                           | the message is no JSON
            {"command": "show" /* hm */}                 | the message is no JSON
            {"command": NaN}                             | the message is no JSON
            GET / HTTP/1.1                               | the message is no JSON
            """)
    void refuses(String message, String reason) {
        assertThatThrownBy(() -> parse(message))
                .isInstanceOf(ControlException.class)
                .hasMessage(reason);
    }

    @Test
    void refusesNothingAtAllBytesThatAreNoTextAndAbysses() {
        assertThatThrownBy(() -> Json.parse(new byte[0])).hasMessage("the message is no JSON");
        assertThatThrownBy(() -> Json.parse(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
                .hasMessage("the message is no JSON");
        String abyss = "{\"args\":" + "[".repeat(60_000);
        assertThatThrownBy(() -> Json.parse(abyss.getBytes(UTF_8))).hasMessage("the message is no JSON");
    }

    private static ControlRequest parse(String message) throws ControlException {
        return ControlRequest.of(Json.parse(message.getBytes(UTF_8)));
    }
}
