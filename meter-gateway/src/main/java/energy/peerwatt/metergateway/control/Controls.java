package energy.peerwatt.metergateway.control;

import energy.peerwatt.messages.event.DispatchReported;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.control.domain.Admission;
import energy.peerwatt.metergateway.control.domain.BatteryTalk;
import energy.peerwatt.metergateway.control.domain.ControlLimits;
import energy.peerwatt.metergateway.control.domain.DispatchBook;
import energy.peerwatt.metergateway.sunspec.SunSpecDevice;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The set-points of a gateway: one desk for its orders, one keeper for each of its batteries. */
public final class Controls implements AutoCloseable {
    private final ControlJournal journal;
    private final DispatchDesk desk;
    private final List<KeeperLoop> keepers;

    /**
     * What it needs to know.
     *
     * @param key file of the grid service's public key
     * @param fit what stands in a home
     * @param inverters of homes, by their meter; each with a device that nobody else uses
     * @param poll between looks at a battery, real time
     * @param observer told of every state that is reported
     */
    public record Setup(
            GatewayId gateway,
            Optional<Path> key,
            Function<MeterId, Admission.Fit> fit,
            Map<MeterId, SunSpecDevice> inverters,
            ControlLimits limits,
            Duration poll,
            Consumer<DispatchReported.State> observer) {}

    private Controls(ControlJournal journal, DispatchDesk desk, List<KeeperLoop> keepers) {
        this.journal = journal;
        this.desk = desk;
        this.keepers = keepers;
    }

    /** Begins with what the journal says is still on devices. */
    public static Controls start(Setup setup, ControlJournal journal, Clock clock) {
        StepRecorder recorder = new StepRecorder(setup.gateway(), journal, clock, setup.observer());
        Admission admission =
                new Admission(setup.gateway(), setup.fit(), setup.limits().longestWindow());
        DispatchDesk desk = new DispatchDesk(admission, new DispatchKeyFile(setup.key()), journal, recorder, clock);
        List<KeeperLoop> keepers = setup.inverters().entrySet().stream()
                .map(entry -> new KeeperLoop(
                                new BatteryKeeper(
                                        entry.getKey(),
                                        new BatteryTalk(new SunSpecBattery(entry.getValue()), setup.limits()),
                                        journal.book(),
                                        recorder,
                                        clock,
                                        setup.limits()),
                                entry.getKey().toString(),
                                setup.poll())
                        .start())
                .toList();
        return new Controls(journal, desk, keepers);
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
