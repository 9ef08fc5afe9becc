package energy.peerwatt.metergateway.commission;

import energy.peerwatt.metergateway.codec.domain.WholeUnits;
import energy.peerwatt.metergateway.commission.domain.Binding;
import energy.peerwatt.metergateway.commission.domain.Counters;
import energy.peerwatt.metergateway.commission.domain.Frame;
import energy.peerwatt.metergateway.commission.domain.Metering;
import energy.peerwatt.metergateway.commission.domain.Snapshot;
import energy.peerwatt.metergateway.commission.domain.Target;
import energy.peerwatt.metergateway.link.BusPool;
import energy.peerwatt.metergateway.link.BusWorker;
import energy.peerwatt.metergateway.link.domain.Exchange;
import energy.peerwatt.metergateway.link.domain.Manners;
import energy.peerwatt.metergateway.link.domain.ReadRequest;
import energy.peerwatt.metergateway.probe.domain.DeviceAccess;
import energy.peerwatt.metergateway.probe.domain.DevicePicture;
import energy.peerwatt.metergateway.probe.domain.DeviceReader;
import energy.peerwatt.metergateway.profile.domain.Profile;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A bus for one step: nobody else is served meanwhile but boundaries and set-points, and everything that travels is kept.
 * For one thread.
 */
final class Session implements AutoCloseable {
    /** More frames than a measurement has; a scan of all units has fewer. */
    private static final int MOST_FRAMES = 5000;

    private final Surroundings surroundings;
    private final Target target;
    private final Runnable giveBack;
    private final BusWorker.Reservation bus;
    private final Function<ReadRequest, Duration> timeouts;
    private final List<Frame> frames = new ArrayList<>();

    private Session(
            Surroundings surroundings,
            Target target,
            Function<ReadRequest, Duration> timeouts,
            BusWorker worker,
            Runnable giveBack) {
        this.surroundings = surroundings;
        this.target = target;
        this.timeouts = timeouts;
        this.bus = worker.reserve();
        this.giveBack = giveBack;
    }

    /** With a device of which nothing is known: it is spoken to as the most sensitive one wants it. */
    static Session withStranger(Surroundings surroundings, Target target) throws RefusedException {
        return open(surroundings, target, surroundings.profiles().careful());
    }

    static Session open(Surroundings surroundings, Target target, Profile profile) throws RefusedException {
        return open(surroundings, target, profile.link().manners());
    }

    /** The silence that a device wants before it is asked does not count as time to answer; others' may hold too. */
    private static Session open(Surroundings surroundings, Target target, Manners manners) throws RefusedException {
        Manners careful = surroundings.profiles().careful();
        Duration patience = surroundings.timeout().plus(careful.connectDelay()).plus(careful.gap());
        return borrowed(surroundings, target, manners, _ -> patience);
    }

    private static Session borrowed(
            Surroundings surroundings, Target target, Manners manners, Function<ReadRequest, Duration> timeouts)
            throws RefusedException {
        BusPool.Loan loan = surroundings.buses().borrow(target.endpoint(), who(target), manners);
        return new Session(surroundings, target, timeouts, loan.worker(), loan::close);
    }

    /** The step as others read of it who want the bus meanwhile. */
    static String who(Target target) {
        return "the commissioning of unit " + target.unit();
    }

    /**
     * For many units in a hurry.
     *
     * @param timeouts for each request
     */
    static Session hasty(Surroundings surroundings, Target target, Function<ReadRequest, Duration> timeouts)
            throws RefusedException {
        return borrowed(surroundings, target, new Manners(Duration.ZERO, Duration.ZERO, Duration.ZERO), timeouts);
    }

    /** The same on a line that the caller has alone, and keeps. */
    static Session alone(
            Surroundings surroundings, Target target, Function<ReadRequest, Duration> timeouts, BusWorker worker) {
        return new Session(surroundings, target, timeouts, worker, () -> {});
    }

    /** What the device said, and whether all of it was answered. */
    record Look(DevicePicture picture, Snapshot snapshot, boolean whole) {
        Optional<Counters> counters(Profile profile, Binding.Role role) {
            return Metering.of(profile, role).flatMap(metering -> {
                Optional<Long> plus = snapshot.counted(metering.plus()).map(Look::whole);
                Optional<Long> minus = metering.minus().isEmpty()
                        ? Optional.of(0L)
                        : snapshot.counted(metering.minus().get()).map(Look::whole);
                return plus.flatMap(up -> minus.map(down -> new Counters(up, down)));
            });
        }

        private static long whole(BigDecimal wattHours) {
            return WholeUnits.of(wattHours);
        }
    }

    /** @param turned whether the device is read the other way round */
    Look look(Profile profile, Binding.Role role, boolean turned) throws InterruptedException {
        Look look = look(profile, role);
        return turned ? new Look(look.picture(), look.snapshot().turned(), look.whole()) : look;
    }

    /** Reads everything that the profile knows of a role, once. */
    Look look(Profile profile, Binding.Role role) throws InterruptedException {
        DeviceAccess access = access(profile);
        Instant before = surroundings.market().instant();
        DevicePicture picture = DeviceReader.read(profile, access, Metering.asked(role));
        requireGoingOn();
        Duration took = Duration.between(before, surroundings.market().instant());
        return new Look(
                picture, new Snapshot(before.plus(took.dividedBy(2)), took, picture.samples()), !access.failed());
    }

    DeviceAccess access(Profile profile) {
        return new DeviceAccess(this::ask, target.unit(), profile.parts());
    }

    Exchange ask(ReadRequest request) throws InterruptedException {
        Exchange exchange = bus.exchange(request, timeouts.apply(request));
        if (frames.size() < MOST_FRAMES) {
            frames.add(Frame.of(wall().instant(), request, exchange));
        }
        return exchange;
    }

    private Clock wall() {
        return surroundings.wall();
    }

    /** An interrupt within a read shows as a failure of the read; this makes it one of the step. */
    static void requireGoingOn() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the step was called off");
        }
    }

    List<Frame> frames() {
        return List.copyOf(frames);
    }

    @Override
    public void close() {
        bus.close();
        giveBack.run();
    }
}
