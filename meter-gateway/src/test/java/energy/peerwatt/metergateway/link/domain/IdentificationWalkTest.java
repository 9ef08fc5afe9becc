package energy.peerwatt.metergateway.link.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.metergateway.link.domain.IdentificationPage.Entry;
import energy.peerwatt.metergateway.link.domain.IdentificationRequest.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IdentificationWalkTest {
    private static final Exchange UNKNOWN = new Exchange.DeviceException(Exchange.DeviceException.ILLEGAL_FUNCTION);

    private final Map<IdentificationRequest, Exchange> device = new HashMap<>();
    private final List<IdentificationRequest> asked = new ArrayList<>();

    @Test
    void aDeviceThatHasTheBasicObjectsOnlyIsAskedOnce() throws Exception {
        answer(Level.BASIC, 0, page(1, -1, "0 ACME", "1 M1", "2 V1.0\0\0 "));

        assertThat(read()).isEqualTo(Map.of(0, "ACME", 1, "M1", 2, "V1.0"));
        assertThat(asked).hasSize(1);
    }

    @Test
    void everyPageOfTheHighestLevelIsAskedForAndGapsBetweenObjectsDoNotMatter() throws Exception {
        answer(Level.BASIC, 0, page(0x83, 1, "0 ACME"));
        answer(Level.BASIC, 1, page(0x83, -1, "1 M1", "2 V1"));
        answer(Level.EXTENDED, 0, page(0x83, 128, "0 ACME", "1 M1", "2 V1", "5 Meter"));
        answer(Level.EXTENDED, 128, page(0x83, 200, "130 first"));
        answer(Level.EXTENDED, 200, page(0x83, -1, "255 last"));

        assertThat(read()).isEqualTo(Map.of(0, "ACME", 1, "M1", 2, "V1", 5, "Meter", 130, "first", 255, "last"));
    }

    @Test
    void aDeviceThatDoesNotKnowTheFunctionSaysNothing() throws Exception {
        assertThat(read()).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    void silenceAndGarbageSayNothing() throws Exception {
        for (Exchange nothing :
                List.of(new Exchange.Timeout(), new Exchange.Corrupt("noise"), new Exchange.NotSent("no connection"))) {
            asked.clear();
            device.put(new IdentificationRequest(7, Level.BASIC, 0), nothing);
            assertThat(read()).isEmpty();
            assertThat(asked).hasSize(1);
        }
    }

    @Test
    void whatWasSaidBeforeTheDeviceFellSilentIsKept() throws Exception {
        answer(Level.BASIC, 0, page(2, -1, "0 ACME", "1 M1"));
        answer(Level.REGULAR, 0, page(2, 4, "0 ACME", "3 https://example.org"));
        device.put(new IdentificationRequest(7, Level.REGULAR, 4), new Exchange.Timeout());

        assertThat(read()).isEqualTo(Map.of(0, "ACME", 1, "M1", 3, "https://example.org"));
    }

    @Test
    void aDeviceThatNamesTheSameNextObjectForEverIsLeft() throws Exception {
        answer(Level.BASIC, 0, page(1, 1, "0 ACME"));
        answer(Level.BASIC, 1, page(1, 1, "1 M1"));

        assertThat(read()).isEqualTo(Map.of(0, "ACME", 1, "M1"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aDeviceThatLeadsBackIsLeft() throws Exception {
        answer(Level.BASIC, 0, page(1, 2, "0 ACME", "1 M1"));
        answer(Level.BASIC, 2, page(1, 0, "2 V1"));

        assertThat(read()).isEqualTo(Map.of(0, "ACME", 1, "M1", 2, "V1"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void aDeviceThatBeginsAgainInsteadOfGoingOnIsLeft() throws Exception {
        answer(Level.BASIC, 0, page(1, 7, "0 ACME", "1 M1"));
        answer(Level.BASIC, 7, page(1, 7, "0 other", "1 M1"));

        assertThat(read()).isEqualTo(Map.of(0, "ACME", 1, "M1"));
        assertThat(asked).hasSize(2);
    }

    @Test
    void emptyPagesLeadNowhereForEverEither() throws Exception {
        for (int object = 0; object < 255; object++) {
            answer(Level.BASIC, object, page(1, object + 1));
        }
        answer(Level.BASIC, 255, page(1, 255));

        assertThat(read()).isEmpty();
        assertThat(asked).hasSize(256);
    }

    @Test
    void whatIsNoTextIsShownInHexadecimalDigits() throws Exception {
        answer(Level.BASIC, 0, page(1, -1, "0 M\u00c3\u00bcller", "1 \u0001\u00ff", "2 \u00e4"));

        assertThat(read()).isEqualTo(Map.of(0, "Müller", 1, "0x01ff", 2, "0xe4"));
    }

    private Map<Integer, String> read() throws InterruptedException {
        return IdentificationWalk.read(
                        request -> {
                            asked.add(request);
                            return device.getOrDefault(request, UNKNOWN);
                        },
                        7)
                .<Map<Integer, String>>map(DeviceIdentification::objects)
                .orElseGet(TreeMap::new);
    }

    private void answer(Level level, int object, IdentificationPage page) {
        device.put(new IdentificationRequest(7, level, object), new Exchange.Identification(page, 1));
    }

    /** @param next -1 if nothing follows */
    private static IdentificationPage page(int conformity, int next, String... objects) {
        return new IdentificationPage(
                1,
                conformity,
                next < 0 ? OptionalInt.empty() : OptionalInt.of(next),
                Arrays.stream(objects)
                        .map(it -> it.split(" ", 2))
                        .map(it -> new Entry(Integer.parseInt(it[0]), it[1]))
                        .toList());
    }
}
