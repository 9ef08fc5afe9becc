package energy.peerwatt.metergateway.probe.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReachableTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "127.0.0.1, true",
        "::1, true",
        "169.254.7.7, true",
        "fe80::1, true",
        "192.168.1.77, true",
        "192.168.2.77, false",
        "10.20.30.40, true",
        "10.21.30.40, false",
        "172.16.0.1, false",
        "8.8.8.8, false",
        "203.0.113.9, false",
        "fd00:1:2::9, true",
        "fd00:1:3::9, false",
        "2001:db8::1, false"
    })
    void onlyNetworksOfOnesOwnAreScanned(String address, boolean allowed) throws UnknownHostException {
        Reachable reachable = new Reachable(List.of(
                network("192.168.1.5", 24),
                network("10.20.0.1", 16),
                network("203.0.113.5", 24),
                network("fd00:1:2::1", 48)));

        assertThat(reachable
                        .refusal("device", List.of(InetAddress.getByName(address)))
                        .isEmpty())
                .isEqualTo(allowed);
    }

    private static Reachable.Network network(String address, int prefix) throws UnknownHostException {
        return new Reachable.Network(InetAddress.getByName(address), prefix);
    }
}
