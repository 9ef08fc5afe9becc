package energy.peerwatt.metergateway.commission;

import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.domain.Binding;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.commission.domain.Fact;
import energy.peerwatt.metergateway.commission.domain.JournalEntry;
import energy.peerwatt.metergateway.commission.domain.Stage;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.profile.Profiles;
import java.util.List;
import java.util.Optional;

/**
 * An inverter or a battery that was put into service in a home, as its journal says: it is read and controlled with the home's
 * grid meter, and nothing of it is sealed.
 *
 * @param point its own metering point
 * @param home the grid meter of the home
 * @param account to which it was bound; in a home of another household it is not read
 * @param inService whether it still is; if not, only what was set on it is taken off
 */
public record Fixture(MeterId point, MeterId home, AccountId account, Device.Inverter inverter, boolean inService) {

    /** Empty for a grid meter, and for a device that never came into service since it was opened. */
    public static Optional<Fixture> of(Commissioning it, Profiles profiles) {
        Optional<Binding> binding =
                it.fact(Fact.Bound.class).map(Fact.Bound::binding).filter(Fixture::isOne);
        return binding.flatMap(bound -> home(it.thisRound())
                .flatMap(home -> inverter(it, profiles)
                        .map(inverter ->
                                new Fixture(it.meter(), home, bound.account(), inverter, it.state() == Stage.ACTIVE))));
    }

    private static boolean isOne(Binding binding) {
        return switch (binding.role()) {
            case PV, BATTERY -> true;
            case GRID, LOAD -> false;
        };
    }

    private static Optional<MeterId> home(List<JournalEntry> entries) {
        return entries.stream()
                .filter(JournalEntry::passed)
                .flatMap(entry -> home(entry.fact()).stream())
                .reduce((_, newer) -> newer);
    }

    private static Optional<MeterId> home(Fact fact) {
        return switch (fact) {
            case Fact.Activated activated -> Optional.ofNullable(activated.home());
            case Fact.Resumed resumed -> Optional.ofNullable(resumed.home());
            case Fact.Opened _,
                    Fact.Scanned _,
                    Fact.Identified _,
                    Fact.Configured _,
                    Fact.Measured _,
                    Fact.Directed _,
                    Fact.Bound _,
                    Fact.Sealed _,
                    Fact.Registered _,
                    Fact.Suspended _,
                    Fact.ReplacementBegun _,
                    Fact.Retired _ -> Optional.empty();
        };
    }

    /** Where the device answers, and the number that it must have; empty before it was identified. */
    static Optional<Device.Inverter> inverter(Commissioning it, Profiles profiles) {
        return it.target()
                .flatMap(target -> it.fact(Fact.Identified.class)
                        .map(Fact.Identified::device)
                        .map(device -> new Device.Inverter(
                                target.endpoint(),
                                target.unit(),
                                Optional.of(profiles.profile(device.profile())),
                                Optional.of(device.serial()))));
    }
}
