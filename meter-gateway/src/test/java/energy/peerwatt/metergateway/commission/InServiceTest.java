package energy.peerwatt.metergateway.commission;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.commission.domain.Counters;
import energy.peerwatt.metergateway.commission.domain.DeviceIdentity;
import energy.peerwatt.metergateway.commission.domain.Fact;
import energy.peerwatt.metergateway.commission.domain.JournalEntry;
import energy.peerwatt.metergateway.commission.domain.Supply;
import energy.peerwatt.metergateway.commission.domain.Target;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.reading.domain.Farewell;
import energy.peerwatt.metergateway.reading.domain.Registers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InServiceTest {
    private static final Instant NOW = Instant.parse("2026-06-21T10:00:00Z");
    private static final MeterId METER = new MeterId(new UUID(0, 1));
    private static final Profiles PROFILES = Profiles.load();

    private static final Device LISTED = new Device(
            "home",
            METER,
            Optional.empty(),
            new Endpoint.Tcp("127.0.0.1", 502),
            1,
            PROFILES.profile("eastron-sdm630"),
            Optional.of("1001"),
            Optional.empty());

    private static final Fact OPENED = new Fact.Opened(new Target("tcp://127.0.0.1:502", 1, Supply.EUROPE), null);

    @Test
    void aListedMeterThatIsRetiredBeforeAnybodyLookedAtItStillSaysFarewell() {
        InService service = service(OPENED, new Fact.Retired("the house is gone", null));

        assertThat(service.device()).isEmpty();
        assertThat(service.farewell()).get().satisfies(farewell -> {
            assertThat(farewell.profileHash()).isEqualTo(LISTED.profile().hash());
            assertThat(farewell.last()).isEmpty();
        });
    }

    @Test
    void theCountersOfADeviceThatNeverCameIntoServiceAreNotThoseOfTheListedOne() {
        Fact retired = new Fact.Retired("the house is gone", new Counters(120, 60));

        assertThat(service(OPENED, identified("eastron-sdm630", "1001"), retired)
                        .farewell())
                .flatMap(Farewell::last)
                .contains(new Registers(NOW, Energy.ofWattHours(120), Energy.ofWattHours(60)));
        assertThat(service(OPENED, identified("eastron-sdm120", "2002"), retired)
                        .farewell())
                .get()
                .satisfies(farewell -> {
                    assertThat(farewell.profileHash())
                            .isEqualTo(LISTED.profile().hash());
                    assertThat(farewell.last()).isEmpty();
                });
    }

    private static Fact identified(String profile, String serial) {
        return new Fact.Identified(new DeviceIdentity(
                DeviceIdentity.Method.BY_HAND, profile, "0011223344556677", "", "", "", serial, null));
    }

    private static InService service(Fact... facts) {
        Commissioning commissioning = new Commissioning(METER);
        for (Fact fact : facts) {
            commissioning.apply(new JournalEntry(
                    METER, commissioning.nextNumber(), 1, NOW, NOW, "installer", true, fact, List.of(), List.of()));
        }
        return InService.of(commissioning, Optional.of(LISTED), PROFILES, Duration.ofMinutes(15));
    }
}
