package energy.peerwatt.metergateway.commission.domain;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.P256;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistrationCheckTest {
    private static final Instant NOW = Instant.parse("2026-06-21T20:20:00Z");
    private static final Binding BINDING = ((Fact.Bound) CommissioningTest.WAY.get(6)).binding();
    private static final Hash32 META = BindingStatement.metaHash(BINDING);
    private static final P256.Point OWN = key(1);
    private static final P256.Point OTHER = key(2);

    @Test
    void theKeyThatSealsAreVerifiedByNowHasToBeTheGateways() {
        RegistryEntry.Key first = new RegistryEntry.Key(OWN, Instant.EPOCH);
        RegistryEntry.Key rotated = new RegistryEntry.Key(OTHER, NOW);
        RegistryEntry.Key later = new RegistryEntry.Key(OTHER, NOW.plusSeconds(1));

        assertThat(failed(List.of(first), "ACTIVE", true, NOW)).isEmpty();
        assertThat(failed(List.of(first, later), "ACTIVE", true, NOW)).isEmpty();
        assertThat(failed(List.of(first, rotated), "ACTIVE", true, NOW)).containsExactly("registry.gateway.key");
        assertThat(failed(List.of(), "ACTIVE", true, NOW)).containsExactly("registry.gateway.key");
    }

    @Test
    void aRegistrationThatDoesNotHoldYetHasToBeWaitedFor() {
        List<RegistryEntry.Key> keys = List.of(new RegistryEntry.Key(OWN, Instant.EPOCH));

        assertThat(failed(keys, "ACTIVE", true, NOW.plusSeconds(1))).containsExactly("registry.validFrom");
    }

    @Test
    void whoIsNotConfirmedIsToldToWaitAndNotThatItWasTakenOut() {
        List<RegistryEntry.Key> keys = List.of(new RegistryEntry.Key(OWN, Instant.EPOCH));

        assertThat(checks(keys, "NONE", false, NOW))
                .filteredOn(check -> check.name().equals("registry.meter"))
                .extracting(Check::todo)
                .containsExactly("wait for a few blocks and ask again");
    }

    private static List<String> failed(
            List<RegistryEntry.Key> keys, String status, boolean confirmed, Instant validFrom) {
        return checks(keys, status, confirmed, validFrom).stream()
                .filter(check -> check.verdict() == Verdict.FAILED)
                .map(Check::name)
                .toList();
    }

    private static List<Check> checks(
            List<RegistryEntry.Key> keys, String status, boolean confirmed, Instant validFrom) {
        Registration registration = new Registration(
                new Hash32("0x" + "ee".repeat(32)),
                42,
                31337,
                BINDING.meter(),
                BINDING.gateway(),
                "0x00000000000000000000000000000000000000aa",
                META,
                validFrom);
        RegistryEntry entry =
                new RegistryEntry(31337, "0xbb", "1", "ACTIVE", keys, status, Optional.of(registration), confirmed);
        return RegistrationCheck.checks(entry, BINDING, META, OWN, NOW);
    }

    private static P256.Point key(int digit) {
        return new P256.Point(new Hash32("0x" + "0%d".formatted(digit).repeat(32)), new Hash32("0x" + "11".repeat(32)));
    }
}
