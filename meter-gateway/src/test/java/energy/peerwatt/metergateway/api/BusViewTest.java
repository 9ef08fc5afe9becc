package energy.peerwatt.metergateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.Frame;
import energy.peerwatt.metergateway.link.domain.UnitHealth;
import energy.peerwatt.metergateway.profile.Profiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** app-backend reads the same file in its tests: what is said here is what the page understands. */
class BusViewTest {
    private static final Path EXAMPLE = Path.of("src/test/resources/examples/links-of-a-home.json");
    private static final Endpoint BUS = Endpoint.parse("rtutcp://127.0.0.1:1502");
    private static final Instant GOOD = Instant.parse("2026-06-21T10:00:00.125Z");

    @Test
    void theBodyIsThatOfTheExample() throws IOException {
        Map<Integer, UnitHealth> health = Map.of(
                9, new UnitHealth(1, 0, Map.of(), 0, 0, 0, Optional.empty(), Optional.empty()),
                1,
                        new UnitHealth(
                                40,
                                3,
                                Map.of(2, 5L),
                                1,
                                0,
                                2,
                                Optional.of(Instant.parse("2026-06-21T10:00:04Z")),
                                Optional.of(GOOD)));
        List<Frame> frames = List.of(
                frame(GOOD.minusMillis(1125), "0104", "010404", "answered", Duration.ofMillis(30)),
                frame(GOOD, "0104003400023005", "", "no answer in time", Duration.ofNanos(501_200_999)));
        Device home = new Device(
                "home-01",
                MeterId.of("0190b3c4-8a7e-7d10-9c55-2f6e1a3b4d01"),
                Optional.empty(),
                BUS,
                1,
                Profiles.load().profile("eastron-sdm630"),
                Optional.empty(),
                Optional.empty());

        List<BusView> views = List.of(BusView.of(BUS, 137, health, frames, List.of(home)));

        assertThat(Json.mapper().readTree(Json.mapper().writeValueAsBytes(views)))
                .isEqualTo(Json.mapper().readTree(EXAMPLE.toFile()));
    }

    private static Frame frame(Instant at, String sent, String received, String outcome, Duration took) {
        return new Frame(at, 1, HexFormat.of().parseHex(sent), HexFormat.of().parseHex(received), outcome, took);
    }
}
