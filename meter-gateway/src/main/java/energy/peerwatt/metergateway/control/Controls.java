package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.control.domain.Admission;
import energy.peerwatt.metergateway.control.domain.ControlLimits;
import energy.peerwatt.metergateway.control.domain.ControlPoint;
import energy.peerwatt.metergateway.control.domain.ControlTalk;
import energy.peerwatt.metergateway.control.domain.Dispatch;
import energy.peerwatt.metergateway.control.domain.DispatchBook;
import energy.peerwatt.metergateway.device.Device;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The set-points of a gateway: one desk for its orders, one keeper for each home with an inverter, from when the inverter comes
 * into service until it is free again after that. For any number of threads.
 */
public final class Controls implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Setup setup;
    private final ControlJournal journal;
    private final StepRecorder recorder;
    private final Clock clock;
    private final DispatchDesk desk;
    private final Map<MeterId, Kept> homes = new HashMap<>();
    /** Of homes whose inverter is going out of service; they take no orders. */
    private final Set<MeterId> leaving = ConcurrentHashMap.newKeySet();

    /**
     * What it needs to know.
     *
     * @param key file of the grid service's public key
     * @param misfit why a home cannot do what an order asks for, as far as is known
     * @param workshop for the ways to an inverter
     * @param poll between looks at a home, real time
     * @param observer told of what happens
     */
    public record Setup(
            GatewayId gateway,
            Optional<Path> key,
            Function<DispatchOrder, Optional<String>> misfit,
            Workshop workshop,
            ControlLimits limits,
            Duration poll,
            ControlObserver observer) {}

    /** Makes the ways to what an inverter can be told. */
    @FunctionalInterface
    public interface Workshop {
        /** @param home the grid meter of the inverter's home */
        Equipment equip(MeterId home, Device.Inverter inverter);
    }

    /**
     * What an inverter can be told, for one thread.
     *
     * @param giveBack what was lent for that
     */
    public record Equipment(Map<DispatchKind, ControlPoint> points, Runnable giveBack) {}

    /**
     * The inverters of homes, by the grid meter.
     *
     * @param inService those that take orders
     * @param parted those that went out of service
     */
    public record Inverters(Map<MeterId, Device.Inverter> inService, Map<MeterId, Device.Inverter> parted) {
        public static final Inverters NONE = new Inverters(Map.of(), Map.of());

        public Inverters {
            inService = Map.copyOf(inService);
            parted = Map.copyOf(parted);
        }
    }

    private record Kept(Device.Inverter inverter, KeeperLoop loop, Runnable giveBack) {
        void end() {
            loop.close();
            giveBack.run();
        }
    }

    private Controls(Setup setup, ControlJournal journal, Clock clock) {
        this.setup = setup;
        this.journal = journal;
        this.clock = clock;
        this.recorder = new StepRecorder(setup.gateway(), journal, clock, setup.observer());
        this.desk = new DispatchDesk(
                new Admission(setup.gateway(), this::misfit, setup.limits().longestWindow()),
                new DispatchKeyFile(setup.key()),
                journal,
                recorder,
                clock);
    }

    /** Begins with what the journal says is still on devices. */
    public static Controls start(Setup setup, Inverters inverters, ControlJournal journal, Clock clock) {
        Controls controls = new Controls(setup, journal, clock);
        controls.follow(inverters, Set.of());
        return controls;
    }

    static Map<DispatchKind, ControlTalk> talks(Map<DispatchKind, ControlPoint> points, ControlLimits limits) {
        Map<DispatchKind, ControlTalk> talks = new EnumMap<>(DispatchKind.class);
        points.forEach((kind, point) -> talks.put(kind, new ControlTalk(point, limits)));
        return talks;
    }

    private Optional<String> misfit(DispatchOrder order) {
        return leaving.contains(order.meter())
                ? Optional.of("the inverter at meter " + order.meter() + " is going out of service")
                : setup.misfit().apply(order);
    }

    /**
     * Looks after these inverters from now on, and takes off what is set on others.
     *
     * @param decided homes whose inverters have come into service or gone; others that {@link #release} is busy with stay
     *     as they are
     */
    public synchronized void follow(Inverters inverters, Set<MeterId> decided) {
        leaving.removeAll(decided);
        inverters.inService().forEach((home, inverter) -> {
            if (!leaving.contains(home)) {
                keep(home, inverter);
            }
        });
        homes.forEach((home, kept) -> {
            if (!inverters.inService().containsKey(home)) {
                kept.loop().leave();
            }
        });
        inverters.parted().forEach((home, inverter) -> {
            if (!homes.containsKey(home) && isOpen(home)) {
                begin(home, inverter).loop().leave();
            }
        });
        homes.values().removeIf(kept -> {
            boolean free = kept.loop().isFree();
            if (free) {
                kept.end();
            }
            return free;
        });
    }

    private void keep(MeterId home, Device.Inverter inverter) {
        Kept before = homes.get(home);
        if (before != null
                && before.inverter().equals(inverter)
                && before.loop().stay()) {
            return;
        }
        if (before != null) {
            before.end();
        }
        begin(home, inverter);
    }

    private Kept begin(MeterId home, Device.Inverter inverter) {
        Equipment equipment = setup.workshop().equip(home, inverter);
        KeeperLoop loop = new KeeperLoop(
                new HomeKeeper(
                        home,
                        talks(equipment.points(), setup.limits()),
                        journal.book(),
                        recorder,
                        clock,
                        setup.limits()),
                home.toString(),
                setup.poll());
        Kept kept = new Kept(inverter, loop.start(), equipment.giveBack());
        homes.put(home, kept);
        return kept;
    }

    private boolean isOpen(MeterId home) {
        return book().of(home).stream().anyMatch(Dispatch::isOpen);
    }

    /**
     * Takes off what is set in a home and gives up what waits; the home takes no orders from now on, until {@link #follow} has
     * decided. Waits a little.
     *
     * @return what may still be set
     */
    public Optional<String> release(MeterId home) throws InterruptedException {
        Optional<KeeperLoop> loop;
        synchronized (this) {
            loop = Optional.ofNullable(homes.get(home)).map(Kept::loop);
            if (loop.isPresent()) {
                // An order that is being judged now is there before the keeper leaves.
                desk.between(() -> leaving.add(home));
                loop.get().leave();
            }
        }
        if (loop.isEmpty() || loop.get().awaitFree(PATIENCE)) {
            return Optional.empty();
        }
        return Optional.of(book().of(home).stream()
                .filter(Dispatch::isOpen)
                .map(Controls::describe)
                .collect(Collectors.joining("; ", "the device has not confirmed its release: ", "")));
    }

    private static String describe(Dispatch dispatch) {
        return "%s of %s W, dispatch %s"
                .formatted(dispatch.order().kind(), dispatch.order().power().watts(), dispatch.id());
    }

    public DispatchDesk desk() {
        return desk;
    }

    public DispatchBook book() {
        return journal.book();
    }

    /** Stops looking; what is on devices stays there until the next start or their own timers. */
    @Override
    public synchronized void close() {
        homes.values().forEach(kept -> kept.loop().close());
        homes.clear();
    }
}
