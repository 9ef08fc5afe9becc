package energy.peerwatt.appbackend.service;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BusTest {
    private static final Path EXAMPLE = Path.of("../meter-gateway/src/test/resources/examples/links-of-a-home.json");
    private static final String AT = "rtutcp://127.0.0.1:1502";
    private static final Instant GOOD = Instant.parse("2026-06-21T10:00:00.125Z");

    @Test
    void everythingThatThePageShowsIsInWhatTheGatewaySays() throws IOException {
        Bus[] buses = Json.mapper().readValue(EXAMPLE.toFile(), Bus[].class);

        assertThat(buses)
                .containsExactly(new Bus(
                        AT,
                        137,
                        List.of(
                                new Bus.Unit(
                                        1,
                                        List.of("meter of home-01"),
                                        40,
                                        3,
                                        1,
                                        0,
                                        List.of(new Bus.Refusal(2, "illegal data address", 5)),
                                        2,
                                        Instant.parse("2026-06-21T10:00:04Z"),
                                        GOOD),
                                new Bus.Unit(9, List.of(), 1, 0, 0, 0, List.of(), 0, null, null)),
                        List.of(
                                new Bus.Frame(GOOD, 1, "01 04 00 34 00 02 30 05", "", "no answer in time", 501_200),
                                new Bus.Frame(GOOD.minusMillis(1125), 1, "01 04", "01 04 04", "answered", 30_000))));
    }
}
