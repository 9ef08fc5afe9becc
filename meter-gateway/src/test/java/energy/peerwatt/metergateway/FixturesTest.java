package energy.peerwatt.metergateway;

import static org.assertj.core.api.Assertions.assertThat;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.Fixture;
import energy.peerwatt.metergateway.control.Controls;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.device.Devices;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.profile.Profiles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FixturesTest {
    private static final MeterId HOME = new MeterId(new UUID(0, 1));
    private static final MeterId POINT = new MeterId(new UUID(0, 2));
    private static final MeterId LATER = new MeterId(new UUID(0, 3));
    private static final AccountId ACCOUNT = new AccountId(new UUID(0, 7));
    private static final AccountId STRANGER = new AccountId(new UUID(0, 8));
    private static final Device.Inverter LISTED = inverter(1);
    private static final Device.Inverter FIRST = inverter(2);
    private static final Device.Inverter SECOND = inverter(3);
    private static final Device BARE = home(ACCOUNT, Optional.empty());

    private final Fixtures fixtures = new Fixtures(new Devices(
            new GatewayId(new UUID(9, 9)), Duration.ofMinutes(15), List.of(home(STRANGER, Optional.empty()))));

    @Test
    void aHomeHasTheInverterThatWasPutIntoServiceThere() {
        assertThat(fixtures.follow(POINT, Optional.of(fixture(POINT, FIRST, true))))
                .containsExactly(HOME);
        assertThat(fixtures.follow(POINT, Optional.of(fixture(POINT, FIRST, true))))
                .as("nothing new")
                .isEmpty();

        assertThat(fixtures.furnished(BARE).inverter()).contains(FIRST);
        assertThat(inverters(BARE)).isEqualTo(new Controls.Inverters(Map.of(HOME, FIRST), Map.of()));
        assertThat(fixtures.follow(POINT, Optional.of(fixture(POINT, FIRST, false))))
                .containsExactly(HOME);
        assertThat(fixtures.furnished(BARE).inverter()).isEmpty();
        assertThat(inverters(BARE)).isEqualTo(new Controls.Inverters(Map.of(), Map.of(HOME, FIRST)));
        assertThat(fixtures.follow(POINT, Optional.empty())).isEqualTo(Set.of(HOME));
        assertThat(inverters(BARE)).isEqualTo(Controls.Inverters.NONE);
    }

    @Test
    void theDevicesFileGoesBefore() {
        fixtures.follow(POINT, Optional.of(fixture(POINT, FIRST, true)));
        Device listed = home(ACCOUNT, Optional.of(LISTED));

        assertThat(fixtures.furnished(listed)).isEqualTo(listed);
    }

    @Test
    void anotherHouseholdHasNothingToDoWithTheInverterOfTheOneBefore() {
        fixtures.follow(POINT, Optional.of(fixture(POINT, FIRST, true)));
        Device moved = home(STRANGER, Optional.empty());

        assertThat(fixtures.furnished(moved).inverter()).isEmpty();
        assertThat(inverters(moved)).isEqualTo(new Controls.Inverters(Map.of(), Map.of(HOME, FIRST)));
    }

    @Test
    void itStaysControlledWhileItsHomesMeterIsOutOfService() {
        fixtures.follow(POINT, Optional.of(fixture(POINT, FIRST, true)));

        assertThat(fixtures.inverters(_ -> Optional.empty()))
                .isEqualTo(new Controls.Inverters(Map.of(HOME, FIRST), Map.of()));
    }

    @Test
    void ofTwoItIsAlwaysTheSameOneForReadingAndControl() {
        fixtures.follow(LATER, Optional.of(fixture(LATER, SECOND, true)));
        fixtures.follow(POINT, Optional.of(fixture(POINT, FIRST, true)));

        assertThat(fixtures.furnished(BARE).inverter()).contains(FIRST);
        assertThat(inverters(BARE).inService()).containsExactly(Map.entry(HOME, FIRST));
    }

    private Controls.Inverters inverters(Device home) {
        return fixtures.inverters(meter -> meter.equals(HOME) ? Optional.of(home) : Optional.empty());
    }

    private static Fixture fixture(MeterId point, Device.Inverter inverter, boolean inService) {
        return new Fixture(point, HOME, ACCOUNT, inverter, inService);
    }

    private static Device.Inverter inverter(int unit) {
        return new Device.Inverter(new Endpoint.Tcp("127.0.0.1", 1502), unit);
    }

    private static Device home(AccountId account, Optional<Device.Inverter> inverter) {
        return new Device(
                "home",
                HOME,
                Optional.of(account),
                new Endpoint.Tcp("127.0.0.1", 502),
                1,
                Profiles.shipped("eastron-sdm630"),
                Optional.empty(),
                inverter);
    }
}
