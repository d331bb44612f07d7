package org.jcorn.arbiter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolPortsTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=*:5005 | false
            -agentlib:jdwp=transport=dt_socket,address=5005,server=y             | false
            -agentlib:jdwp=transport=dt_socket,server=y,address=localhost:0      | true
            -agentlib:jdwp=transport=dt_socket,server=y,address=0                | true
            -agentlib:jdwp=transport=dt_socket,server=y                          | true
            -agentpath:/opt/libjdwp.so=server=y,address=*:5005                   | false
            -Xrunjdwp:server=y,transport=dt_socket,address=127.0.0.1:5005        | false
            -Dcom.sun.management.jmxremote.port=9010                             | false
            -Dcom.sun.management.jmxremote.rmi.port=9010                         | false
            -Dcom.sun.management.jmxremote.port=0                                | true
            -Dcom.sun.management.jmxremote                                       | true
            -Dcom.sun.management.config.file=management.properties               | false
            -agentpath:/opt/profiler.so=address=*:5005                           | true
            -javaagent:agent.jar=port=9404                                       | true
            -Xmx200m                                                             | true
            """)
    void processesCannotShareAPort(String option, boolean shared) {
        assertThat(ToolPorts.unshared(List.of("-Da=1", option)).isEmpty()).isEqualTo(shared);
    }

    @ParameterizedTest(name = "port {0}: {1} options go")
    @CsvSource({"9010, 3", "0, 0"})
    void managementGoesAsAWhole(String port, int gone) {
        // Given
        String prefix = "-Dcom.sun.management.jmxremote";
        List<String> options =
                List.of(prefix, "-Xmx9m", prefix + ".port=" + port, prefix + ".authenticate=false", "-Da=1");

        // When
        List<String> unshared = ToolPorts.unshared(options);

        // Then
        assertThat(unshared).hasSize(gone).allMatch(ToolPorts::isManagement);
    }
}
