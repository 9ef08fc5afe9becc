package energy.peerwatt.metergateway.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.metergateway.link.domain.Endpoint;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class OwnNetworksTest {
    @Test
    void aNameIsAskedForOnceAndTheAddressKept() throws Exception {
        Endpoint.Tcp tcp = (Endpoint.Tcp) OwnNetworks.settled(Endpoint.parse("tcp://localhost:4001"));
        Endpoint.Tls tls = (Endpoint.Tls) OwnNetworks.settled(Endpoint.parse("tls://localhost"));

        assertThat(tcp.host()).isNotEqualTo("localhost");
        assertThat(InetAddress.getByName(tcp.host()).isLoopbackAddress()).isTrue();
        assertThat(tcp.port()).isEqualTo(4001);
        assertThat(tls.host()).isEqualTo(tcp.host());
        assertThat(tls.name()).isEqualTo("localhost");
        assertThat(Endpoint.parse(tls.toString())).isEqualTo(tls);
    }

    @Test
    void anAddressStaysAsItIsWritten() {
        for (String url : new String[] {"tcp://127.0.0.1:502", "rtutcp://[::1]:4001", "rtu:///dev/ttyUSB0?baud=9600"}) {
            Endpoint endpoint = Endpoint.parse(url);
            assertThat(OwnNetworks.settled(endpoint)).isEqualTo(endpoint);
        }
    }

    @Test
    void whatBelongsToSomebodyElseIsNotScanned() {
        assertThatThrownBy(() -> OwnNetworks.settled(Endpoint.parse("tcp://8.8.8.8")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8.8.8.8");
    }
}
