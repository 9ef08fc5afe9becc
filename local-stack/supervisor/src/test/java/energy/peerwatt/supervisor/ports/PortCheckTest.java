package energy.peerwatt.supervisor.ports;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.servers.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortCheckTest {
    @Test
    void takenPortIsNamedWithTheOptionThatMovesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StackPorts.Need need = new StackPorts.Need(taken.getLocalPort(), "Kafka", "--kafka-port");

            assertThat(PortCheck.problems(List.of(need)))
                    .containsExactly("port " + taken.getLocalPort()
                            + " for Kafka is taken; move it with --kafka-port N, or everything with --port-offset N");
        }
    }

    @Test
    void onePortForTwoAndNoPortAtAllAreBothSaid() {
        int free = FreePorts.draw();
        List<String> problems = PortCheck.problems(List.of(
                new StackPorts.Need(free, "Kafka", "--kafka-port"),
                new StackPorts.Need(free, "the chain", "--chain-port"),
                new StackPorts.Need(70_000, "settlement", "--settlement-port")));

        assertThat(problems)
                .containsExactly(
                        "port " + free + " is wanted by Kafka and by the chain; move one with --chain-port N",
                        "70000 for settlement is not a port; choose with --settlement-port N");
    }

    @Test
    void aStreetOfTwelveHomesaStreetOfTwelveHomesNeedsTenPortsAndTwoPerHomeAndTwoPerHome() {
        StackPorts ports = new StackPorts(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1000);

        List<StackPorts.Need> needs = ports.needs(12);

        assertThat(needs).hasSize(10 + 2 * 12);
        assertThat(needs.getLast().port()).isEqualTo(1111);
    }
}
