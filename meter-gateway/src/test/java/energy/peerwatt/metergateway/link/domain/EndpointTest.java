package energy.peerwatt.metergateway.link.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import energy.peerwatt.metergateway.link.domain.SerialSettings.Parity;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
    @Test
    void everyWayHasItsAddressAndItsUsualValues() {
        assertThat(Endpoint.parse("tcp://Meter.local")).isEqualTo(new Endpoint.Tcp("meter.local", 502));
        assertThat(Endpoint.parse("tcp://10.0.0.7:1502")).isEqualTo(new Endpoint.Tcp("10.0.0.7", 1502));
        assertThat(Endpoint.parse("tls://10.0.0.7")).isEqualTo(new Endpoint.Tls("10.0.0.7", 802, "10.0.0.7"));
        assertThat(Endpoint.parse("tls://10.0.0.7:803?name=meter-7"))
                .isEqualTo(new Endpoint.Tls("10.0.0.7", 803, "meter-7"));
        assertThat(Endpoint.parse("rtutcp://10.0.0.8:4001")).isEqualTo(new Endpoint.RtuOverTcp("10.0.0.8", 4001));
        assertThat(Endpoint.parse("rtu:///dev/ttyUSB0"))
                .isEqualTo(new Endpoint.Serial("/dev/ttyUSB0", new SerialSettings(9600, Parity.NONE, 1)));
        assertThat(Endpoint.parse("rtu:///dev/ttyS1?baud=19200&parity=even&stop=2"))
                .isEqualTo(new Endpoint.Serial("/dev/ttyS1", new SerialSettings(19_200, Parity.EVEN, 2)));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://h:1",
        "tls://h:802",
        "tls://h:802?name=meter-7",
        "rtutcp://h:4001",
        "rtu:///dev/ttyUSB0?baud=9600&parity=odd&stop=1"
    })
    void anAddressIsWrittenAsItIsRead(String url) {
        assertThat(Endpoint.parse(url)).hasToString(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://h:1|http is no way to a device",
                "10.0.0.7:502|not an address",
                "h|it does not say how to get there",
                "tcp://|not an address",
                "tcp://h:0|a port is 1 to 65535",
                "tcp://h:65536|a port is 1 to 65535",
                "tcp://h:1/x|nothing more belongs there",
                "tcp://h:1?unit=3|unit is not known",
                "tls://h:1?nam=x|nam is not known, only name",
                "rtutcp://h|it has no port",
                "rtu://ttyUSB0|begins with rtu:///dev/",
                "rtu:///home/x|begins with rtu:///dev/",
                "rtu:///dev/../etc/x|begins with rtu:///dev/ and stays there",
                "rtu:///dev/ttyUSB0?baud=9601|baud 9601 is not one of [1200, 2400,",
                "rtu:///dev/ttyUSB0?parity=mark|parity mark is not one of none, even, odd",
                "rtu:///dev/ttyUSB0?stop=3|stop 3 is neither 1 nor 2",
                "rtu:///dev/ttyUSB0?bits=7|bits is not known, only baud, parity, stop",
                "rtu:///dev/ttyUSB0?baud|baud is not a key=value",
                "rtu:///dev/ttyUSB0?baud=9600&baud=9600|baud is there twice"
            })
    void whatIsWrongIsNamedAndWhatIsAllowedToo(String url, String reason) {
        assertThatThrownBy(() -> Endpoint.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(url)
                .hasMessageContaining("allowed are tcp://host:502, tls://host:802?name=device, rtutcp://host:port and"
                        + " rtu:///dev/ttyUSB0?baud=9600&parity=none&stop=1");
    }

    @Test
    void timesOnASerialLine() {
        assertThat(SerialSettings.USUAL.characters(96)).isEqualTo(Duration.ofMillis(100));
        assertThat(new SerialSettings(9600, Parity.EVEN, 1).characters(96)).isEqualTo(Duration.ofMillis(110));
        assertThat(SerialSettings.USUAL.silence()).isEqualTo(Duration.ofNanos(3_645_833));
        assertThat(new SerialSettings(115_200, Parity.NONE, 1).silence()).isEqualTo(Duration.ofNanos(1_750_000));
    }
}
