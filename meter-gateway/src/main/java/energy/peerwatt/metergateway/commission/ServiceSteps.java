package energy.peerwatt.metergateway.commission;

import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.domain.Action;
import energy.peerwatt.metergateway.commission.domain.ActivationCheck;
import energy.peerwatt.metergateway.commission.domain.Binding;
import energy.peerwatt.metergateway.commission.domain.Check;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.commission.domain.Counters;
import energy.peerwatt.metergateway.commission.domain.DeviceIdentity;
import energy.peerwatt.metergateway.commission.domain.Fact;
import energy.peerwatt.metergateway.commission.domain.HomeCheck;
import energy.peerwatt.metergateway.commission.domain.JournalEntry;
import energy.peerwatt.metergateway.commission.domain.Stage;
import energy.peerwatt.metergateway.commission.domain.State;
import energy.peerwatt.metergateway.commission.domain.Target;
import energy.peerwatt.metergateway.device.Device;
import energy.peerwatt.metergateway.profile.domain.Profile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The steps by which a device that was bound comes into service and goes out of it. */
final class ServiceSteps {
    private final Bench bench;
    private final Surroundings surroundings;

    ServiceSteps(Bench bench, Surroundings surroundings) {
        this.bench = bench;
        this.surroundings = surroundings;
    }

    /**
     * Whether the gateway can read a device besides those that it reads.
     *
     * @param home where an inverter or a battery belongs; null for a grid meter, and where nobody can tell
     * @param checks beside those of the device itself
     */
    private record Room(@Nullable MeterId home, List<String> refusals, List<Check> checks) {}

    JournalEntry activate(String actor) throws IOException, InterruptedException, RefusedException {
        return bench.carryOut(Action.ACTIVATE, actor, it -> {
            Binding binding = binding(it).orElseThrow();
            Profile profile = profile(it);
            try (Session session = Session.open(surroundings, target(it), profile)) {
                Session.Look look = session.look(profile, binding.role(), binding.inversion() != null);
                Room room = room(it, binding);
                List<Check> checks = new ArrayList<>(room.checks());
                checks.addAll(ActivationCheck.checks(
                        binding,
                        new ActivationCheck.Reading(
                                look.picture().serial().orElse(""), look.counters(profile, binding.role())),
                        room.refusals()));
                return new Attempt(new Fact.Activated(room.home()), checks, session.frames());
            }
        });
    }

    private Room room(Commissioning it, Binding binding) {
        return switch (binding.role()) {
            case GRID ->
                new Room(
                        null,
                        InService.device(it, Optional.empty(), surroundings.profiles())
                                .map(surroundings.roster()::refusals)
                                .orElse(List.of()),
                        List.of());
            case LOAD -> new Room(null, List.of(), List.of());
            case PV, BATTERY -> roomInHome(it, binding);
        };
    }

    private Room roomInHome(Commissioning it, Binding binding) {
        List<Device> homes = surroundings.roster().homes(binding.account());
        List<HomeCheck.Home> known = homes.stream()
                .map(device -> new HomeCheck.Home(
                        device.name(),
                        device.meter(),
                        device.inverter().map(other -> "unit %d of %s".formatted(other.unit(), other.endpoint()))))
                .toList();
        Optional<MeterId> home = HomeCheck.home(known);
        List<String> refusals = home.isEmpty()
                ? List.of()
                : surroundings
                        .roster()
                        .refusals(homes.getFirst()
                                .with(Fixture.inverter(it, surroundings.profiles())
                                        .orElseThrow()));
        return new Room(home.orElse(null), refusals, List.of(HomeCheck.check(binding.account(), known)));
    }

    /** An inverter that was read in a home needs one again. */
    JournalEntry resume(String actor) throws IOException, InterruptedException, RefusedException {
        return bench.carryOut(Action.RESUME, actor, it -> {
            boolean wasRead = it.at(Stage.ACTIVE)
                    && switch (it.role()) {
                        case PV, BATTERY -> true;
                        case GRID, LOAD -> false;
                    };
            if (!wasRead) {
                return new Attempt(new Fact.Resumed(null), List.of());
            }
            Room room = roomInHome(it, binding(it).orElseThrow());
            List<Check> checks = new ArrayList<>(room.checks());
            checks.addAll(ActivationCheck.room(room.refusals()));
            return new Attempt(new Fact.Resumed(room.home()), checks);
        });
    }

    /**
     * Takes a device out of service, with its last counters if it is still there and says so. What was set on an inverter is
     * taken off before.
     */
    void end(Action action, String actor, Function<@Nullable Counters, Fact> fact)
            throws IOException, InterruptedException, RefusedException {
        bench.carryOut(action, actor, it -> ended(it, fact));
    }

    private Attempt ended(Commissioning it, Function<@Nullable Counters, Fact> fact)
            throws InterruptedException, RefusedException {
        Optional<Binding> binding = binding(it);
        if (binding.isEmpty() || it.state() instanceof State.Replacing) {
            return new Attempt(fact.apply(null), List.of());
        }
        Profile profile = profile(it);
        try (Session session = Session.open(surroundings, target(it), profile)) {
            Session.Look look =
                    session.look(profile, binding.get().role(), binding.get().inversion() != null);
            Optional<Counters> last = look.picture()
                    .serial()
                    .filter(binding.get().serial()::equals)
                    .flatMap(_ -> look.counters(profile, binding.get().role()));
            List<Check> checks = new ArrayList<>();
            checks.add(last.map(end -> Check.passed(
                            "counters.last", "%d and %d Wh".formatted(end.plusWh(), end.minusWh()), "as they are"))
                    .orElseGet(() -> Check.doubtful(
                            "counters.last",
                            "the device does not answer",
                            "as they are",
                            "note what its display shows; the last sealed reading counts")));
            Optional<Fixture> fixture = Fixture.of(it, surroundings.profiles()).filter(Fixture::inService);
            if (fixture.isPresent()) {
                checks.add(released(it, fixture.get()));
            }
            return new Attempt(fact.apply(last.orElse(null)), checks, session.frames());
        }
    }

    private Check released(Commissioning it, Fixture fixture) throws InterruptedException {
        String expected = "the device is free before it goes out of service";
        try {
            return surroundings
                    .roster()
                    .release(fixture)
                    .map(left -> Check.doubtful(
                            "setpoint.released",
                            left,
                            expected,
                            "see that it follows nobody: its own timer ends what is set, or switch it off and on; the"
                                    + " gateway goes on trying"))
                    .orElseGet(() -> Check.passed("setpoint.released", "nothing is set on it", expected));
        } catch (InterruptedException e) {
            // It stays in service.
            surroundings.roster().follow(it);
            throw e;
        }
    }

    private static Optional<Binding> binding(Commissioning it) {
        return it.fact(Fact.Bound.class).map(Fact.Bound::binding);
    }

    private static Target target(Commissioning it) {
        return it.target().orElseThrow();
    }

    private Profile profile(Commissioning it) {
        return surroundings
                .profiles()
                .profile(it.fact(Fact.Identified.class)
                        .map(Fact.Identified::device)
                        .map(DeviceIdentity::profile)
                        .orElseThrow());
    }
}
