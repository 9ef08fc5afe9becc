package energy.peerwatt.metergateway.commission;

import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.metergateway.commission.domain.Binding;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.commission.domain.Counters;
import energy.peerwatt.metergateway.commission.domain.DeviceIdentity;
import energy.peerwatt.metergateway.commission.domain.Fact;
import energy.peerwatt.metergateway.commission.domain.JournalEntry;
import energy.peerwatt.metergateway.commission.domain.Stage;
import energy.peerwatt.metergateway.commission.domain.State;
import energy.peerwatt.metergateway.commission.domain.Target;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.profile.Profiles;
import energy.peerwatt.metergateway.profile.domain.Profile;
import energy.peerwatt.metergateway.reading.domain.Begin;
import energy.peerwatt.metergateway.reading.domain.Farewell;
import energy.peerwatt.metergateway.reading.domain.Plausibility;
import energy.peerwatt.metergateway.reading.domain.Registers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a journal says about the reading of a metering point. The devices file speaks for a metering point as long as its
 * journal does not: until the first device is in service, and while none was ever taken out.
 *
 * @param device to be read and sealed; empty for none
 * @param begin where its readings begin; empty where the devices file speaks
 * @param farewell what is left to seal of a device that was taken out of service
 * @param turned whether the device is read the other way round, as its binding says
 */
public record InService(Optional<Device> device, Optional<Begin> begin, Optional<Farewell> farewell, boolean turned) {
    private static final int HEAD_OF_ID = 24;

    /**
     * @param listed the metering point in the devices file
     * @param slot length of the market's slots
     */
    public static InService of(Commissioning it, Optional<Device> listed, Profiles profiles, Duration slot) {
        return switch (it.state()) {
            case Stage stage when stage == Stage.ACTIVE -> active(it, listed, profiles, slot);
            case Stage _ ->
                it.round() == 1
                        ? new InService(listed, Optional.empty(), Optional.empty(), false)
                        : gone(it, listed, profiles);
            case State.Suspended _ -> gone(it, listed, profiles);
            case State.Replacing _ -> gone(it, listed, profiles);
            case State.Retired _ -> gone(it, listed, profiles);
        };
    }

    /** What would be read if it were active; empty before it is bound, and where it is not the meter of the grid. */
    static Optional<Device> device(Commissioning it, Optional<Device> listed, Profiles profiles) {
        Optional<Binding> bound =
                it.at(Stage.BOUND) ? it.fact(Fact.Bound.class).map(Fact.Bound::binding) : Optional.empty();
        return bound.filter(binding -> binding.role() == Binding.Role.GRID)
                .map(binding ->
                        device(binding, it.target().orElseThrow(), it.device().orElseThrow(), listed, profiles));
    }

    private static Device device(
            Binding binding, Target target, DeviceIdentity identity, Optional<Device> listed, Profiles profiles) {
        return new Device(
                listed.map(Device::name).orElseGet(() -> name(binding.meter())),
                binding.meter(),
                Optional.of(binding.account()),
                target.endpoint(),
                target.unit(),
                profiles.profile(identity.profile()),
                Optional.of(identity.serial()),
                listed.flatMap(Device::inverter));
    }

    private static String name(MeterId meter) {
        return "meter-" + meter.toString().substring(HEAD_OF_ID);
    }

    private static InService active(Commissioning it, Optional<Device> listed, Profiles profiles, Duration slot) {
        Optional<Device> device = device(it, listed, profiles);
        return device.isEmpty()
                ? new InService(listed, Optional.empty(), Optional.empty(), false)
                : new InService(device, begin(it, slot), Optional.empty(), turned(it));
    }

    /** Only of a first device: the readings of a later one go on where those before it ended. */
    private static Optional<Begin> begin(Commissioning it, Duration slot) {
        return it.round() > 1
                ? Optional.empty()
                : it.thisRound().stream()
                        .filter(entry -> entry.passed() && entry.fact() instanceof Fact.Activated)
                        .reduce((_, newer) -> newer)
                        .map(active -> {
                            Slot within = Slot.containing(active.at(), slot);
                            Binding binding =
                                    it.fact(Fact.Bound.class).orElseThrow().binding();
                            return new Begin(
                                    within.start().equals(active.at()) ? within.start() : within.end(),
                                    registers(binding.at(), binding.start()));
                        });
    }

    private static boolean turned(Commissioning it) {
        return it.fact(Fact.Bound.class).orElseThrow().binding().inversion() != null;
    }

    private static InService gone(Commissioning it, Optional<Device> listed, Profiles profiles) {
        return new InService(Optional.empty(), Optional.empty(), farewell(it, listed, profiles), false);
    }

    /** Of the device that was in service last. What is done to one that is out of service already takes nothing out. */
    private static Optional<Farewell> farewell(Commissioning it, Optional<Device> listed, Profiles profiles) {
        Optional<Profile> inService = listed.map(Device::profile);
        Optional<String> serial = listed.flatMap(Device::serial);
        Optional<DeviceIdentity> device = Optional.empty();
        Optional<Profile> taken = Optional.empty();
        Optional<Gone> gone = Optional.empty();
        boolean sealed = true;
        for (JournalEntry entry :
                it.entries().stream().filter(JournalEntry::passed).toList()) {
            if (entry.fact() instanceof Fact.Identified identified) {
                device = Optional.of(identified.device());
            }
            if (entry.fact() instanceof Fact.Resumed || entry.fact() instanceof Fact.Activated) {
                gone = Optional.empty();
            }
            if (entry.fact() instanceof Fact.Bound bound) {
                sealed = bound.binding().role() == Binding.Role.GRID;
            }
            // Of a device that is not the grid's meter nothing was sealed, so nothing is left to be.
            if (entry.fact() instanceof Fact.Activated) {
                inService = sealed ? device.map(DeviceIdentity::profile).map(profiles::profile) : Optional.empty();
                serial = device.map(DeviceIdentity::serial);
            }
            // The counters were asked of the device that is being commissioned: of another one they say nothing.
            boolean same = serial.isEmpty() || serial.equals(device.map(DeviceIdentity::serial));
            Optional<Gone> now = gone(entry).map(end -> same ? end : new Gone(end.at(), Optional.empty()));
            if (gone.isEmpty() && now.isPresent()) {
                gone = now;
                taken = inService;
            }
        }
        Optional<Gone> end = gone;
        return taken.flatMap(profile -> end.map(last -> farewell(it.meter(), profile, last)));
    }

    private static Farewell farewell(MeterId meter, Profile profile, Gone gone) {
        return new Farewell(
                meter,
                profile.hash(),
                new Plausibility(
                        profile.limits().maxPowerW(),
                        Duration.ofSeconds(profile.limits().updateSeconds())),
                gone.at(),
                gone.last().map(counters -> registers(gone.at(), counters)));
    }

    /** A device went out of service. */
    private record Gone(Instant at, Optional<Counters> last) {}

    private static Optional<Gone> gone(JournalEntry entry) {
        return switch (entry.fact()) {
            case Fact.Suspended suspended -> Optional.of(new Gone(entry.at(), Optional.ofNullable(suspended.last())));
            case Fact.ReplacementBegun begun -> Optional.of(new Gone(entry.at(), Optional.ofNullable(begun.last())));
            case Fact.Retired retired -> Optional.of(new Gone(entry.at(), Optional.ofNullable(retired.last())));
            case Fact.Opened _,
                    Fact.Scanned _,
                    Fact.Identified _,
                    Fact.Configured _,
                    Fact.Measured _,
                    Fact.Directed _,
                    Fact.Bound _,
                    Fact.Sealed _,
                    Fact.Registered _,
                    Fact.Activated _,
                    Fact.Resumed _ -> Optional.empty();
        };
    }

    private static Registers registers(Instant at, Counters counters) {
        return new Registers(at, Energy.ofWattHours(counters.plusWh()), Energy.ofWattHours(counters.minusWh()));
    }
}
