package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.evidence.DispatchKind;
import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.control.domain.Admission;
import energy.peerwatt.metergateway.control.domain.ControlLimits;
import energy.peerwatt.metergateway.control.domain.ControlPoint;
import energy.peerwatt.metergateway.control.domain.ControlTalk;
import energy.peerwatt.metergateway.control.domain.DispatchBook;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The set-points of a gateway: one desk for its orders, one keeper for each of its homes with an inverter. */
public final class Controls implements AutoCloseable {
    private final ControlJournal journal;
    private final DispatchDesk desk;
    private final List<KeeperLoop> keepers;

    /**
     * What it needs to know.
     *
     * @param key file of the grid service's public key
     * @param misfit why a home cannot do what an order asks for, as far as is known
     * @param homes what the devices of homes can be told, by their meter; each home's for one thread
     * @param poll between looks at a home, real time
     * @param observer told of what happens
     */
    public record Setup(
            GatewayId gateway,
            Optional<Path> key,
            Function<DispatchOrder, Optional<String>> misfit,
            Map<MeterId, Map<DispatchKind, ControlPoint>> homes,
            ControlLimits limits,
            Duration poll,
            ControlObserver observer) {}

    private Controls(ControlJournal journal, DispatchDesk desk, List<KeeperLoop> keepers) {
        this.journal = journal;
        this.desk = desk;
        this.keepers = keepers;
    }

    /** Begins with what the journal says is still on devices. */
    public static Controls start(Setup setup, ControlJournal journal, Clock clock) {
        StepRecorder recorder = new StepRecorder(setup.gateway(), journal, clock, setup.observer());
        Admission admission =
                new Admission(setup.gateway(), setup.misfit(), setup.limits().longestWindow());
        DispatchDesk desk = new DispatchDesk(admission, new DispatchKeyFile(setup.key()), journal, recorder, clock);
        List<KeeperLoop> keepers = setup.homes().entrySet().stream()
                .map(home -> new KeeperLoop(
                                new HomeKeeper(
                                        home.getKey(),
                                        talks(home.getValue(), setup.limits()),
                                        journal.book(),
                                        recorder,
                                        clock,
                                        setup.limits()),
                                home.getKey().toString(),
                                setup.poll())
                        .start())
                .toList();
        return new Controls(journal, desk, keepers);
    }

    static Map<DispatchKind, ControlTalk> talks(Map<DispatchKind, ControlPoint> points, ControlLimits limits) {
        Map<DispatchKind, ControlTalk> talks = new EnumMap<>(DispatchKind.class);
        points.forEach((kind, point) -> talks.put(kind, new ControlTalk(point, limits)));
        return talks;
    }

    public DispatchDesk desk() {
        return desk;
    }

    public DispatchBook book() {
        return journal.book();
    }

    /** Stops looking; what is on devices stays there until the next start or their own timers. */
    @Override
    public void close() {
        keepers.forEach(KeeperLoop::close);
    }
}
