package energy.peerwatt.metergateway.commission;

import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.metergateway.commission.domain.Commissioning;
import energy.peerwatt.metergateway.commission.domain.DeviceIdentity;
import energy.peerwatt.metergateway.commission.domain.Target;
import energy.peerwatt.metergateway.commission.domain.Tenure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Every metering point that was ever begun at this gateway, each with a journal in a folder of its own. */
public final class Commissionings implements AutoCloseable {
    private final Path folder;
    private final Surroundings surroundings;
    private final Runnable whenStuck;
    private final Map<MeterId, Bench> benches = new ConcurrentSkipListMap<>();
    /**
     * The serial number of the device that a metering point has. Whoever looks for one asks here and not at the benches,
     * for each of those is held by its step: two that asked each other would wait for ever.
     */
    private final Map<MeterId, String> taken = new ConcurrentHashMap<>();

    /** What is asked for while a step takes its time. */
    private final Map<MeterId, Known> known = new ConcurrentHashMap<>();

    private record Known(List<Tenure> tenures, Optional<Target> target) {}

    private Commissionings(Path folder, Surroundings surroundings, Runnable whenStuck) {
        this.folder = folder;
        this.surroundings = surroundings;
        this.whenStuck = whenStuck;
    }

    /** @param whenStuck told when a journal takes no more entries until it is opened again */
    public static Commissionings open(Path folder, Surroundings surroundings, Runnable whenStuck) throws IOException {
        Commissionings all = new Commissionings(folder, surroundings, whenStuck);
        Files.createDirectories(folder);
        List<Path> journals;
        try (Stream<Path> listed = Files.list(folder)) {
            journals = listed.sorted().toList();
        }
        for (Path journal : journals) {
            MeterId meter = MeterId.of(journal.getFileName().toString());
            all.benches.put(meter, all.bench(meter));
        }
        return all;
    }

    private Bench bench(MeterId meter) throws IOException {
        CommissioningJournal journal = CommissioningJournal.open(folder.resolve(meter.toString()), meter, whenStuck);
        return new Bench(journal, surroundings.market(), surroundings.wall(), this::follow);
    }

    private void follow(Commissioning commissioning) {
        serial(commissioning)
                .ifPresentOrElse(
                        serial -> taken.put(commissioning.meter(), serial), () -> taken.remove(commissioning.meter()));
        known.put(commissioning.meter(), new Known(Tenure.of(commissioning.entries()), commissioning.target()));
        surroundings.roster().follow(commissioning);
    }

    /** The steps of a metering point that was begun. */
    public Optional<Steps> find(MeterId meter) {
        return Optional.ofNullable(benches.get(meter))
                .filter(bench -> !bench.look(Commissioning::isNew))
                .map(this::steps);
    }

    /** The steps of a metering point, begun or not. */
    public Steps begin(MeterId meter) throws IOException {
        Bench bench = benches.get(meter);
        if (bench == null) {
            synchronized (benches) {
                bench = benches.get(meter);
                if (bench == null) {
                    bench = bench(meter);
                    benches.put(meter, bench);
                }
            }
        }
        return steps(bench);
    }

    public List<Steps> all() {
        return benches.values().stream()
                .filter(bench -> !bench.look(Commissioning::isNew))
                .map(this::steps)
                .toList();
    }

    /** Whose the metering point has been by its journal; empty while no device came into service. Waits for nobody. */
    public List<Tenure> tenures(MeterId meter) {
        return Optional.ofNullable(known.get(meter)).map(Known::tenures).orElse(List.of());
    }

    /** Where the device of a metering point is looked for; empty before it was opened. Waits for nobody. */
    public Optional<Target> target(MeterId meter) {
        return Optional.ofNullable(known.get(meter)).flatMap(Known::target);
    }

    private Steps steps(Bench bench) {
        return new Steps(bench, surroundings, this::holder);
    }

    /** Another metering point that was begun here and has this device. */
    private Optional<String> holder(String serial, MeterId except) {
        return taken.entrySet().stream()
                .filter(other ->
                        !other.getKey().equals(except) && other.getValue().equals(serial))
                .map(other -> "metering point " + other.getKey())
                .sorted()
                .findFirst();
    }

    private static Optional<String> serial(Commissioning commissioning) {
        return commissioning.device().map(DeviceIdentity::serial).filter(serial -> !serial.isEmpty());
    }

    @Override
    public void close() throws IOException {
        for (Bench bench : benches.values()) {
            bench.close();
        }
    }
}
