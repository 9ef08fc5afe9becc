package energy.peerwatt.appbackend.call;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.appbackend.web.Violation;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentFormTest {
    private static final MeterId METER = new MeterId(new UUID(1, 2));
    private static final GatewayId GATEWAY = new GatewayId(new UUID(3, 4));
    private static final Instant NOW = Instant.parse("2026-06-21T10:15:00Z");

    @Test
    void kilowattsAndKilowattHoursAreExactWattsAndWattHours() {
        var request = new ConsentForm(Map.of("ratedKw", "3.6", "storageKwh", "10,125"))
                .request(METER, GATEWAY, NOW)
                .orElseThrow();

        assertThat(request.path("ratedW").asLong()).isEqualTo(3_600);
        assertThat(request.path("storageWh").asLong()).isEqualTo(10_125);
        assertThat(request.path("meter").asText()).isEqualTo(METER.toString());
        assertThat(request.path("consentAt").asText()).isEqualTo("2026-06-21T10:15:00Z");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        ConsentForm form = new ConsentForm(Map.of());

        assertThat(form.request(METER, GATEWAY, NOW)).isEmpty();
        assertThat(form.violations()).extracting(Violation::field).containsExactly("ratedKw", "storageKwh");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1e3", "0.0001", "1000001", "3 kW", "", "NaN"})
    void whatIsNoPowerIsRefused(String text) {
        ConsentForm form = new ConsentForm(Map.of("ratedKw", text, "storageKwh", "10"));

        assertThat(form.request(METER, GATEWAY, NOW)).isEmpty();
        assertThat(form.violations()).hasSize(1);
    }
}
