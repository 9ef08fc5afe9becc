package energy.peerwatt.metergateway.probe.domain;

import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.link.domain.RegisterFunction;
import energy.peerwatt.metergateway.sunspec.domain.Chain;
import energy.peerwatt.metergateway.sunspec.domain.Discovery;
import energy.peerwatt.metergateway.sunspec.domain.ModelReader;
import energy.peerwatt.metergateway.sunspec.domain.ModelReading;
import energy.peerwatt.metergateway.sunspec.domain.RegisterSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The SunSpec models of a device and its parts; each is found once and read once. */
final class ModelCache {
    private final RegisterAccess access;
    private final int mostRegisters;
    private final Map<Optional<String>, Optional<Chain>> chains = new HashMap<>();
    private final Map<Place, Optional<ModelReading>> readings = new HashMap<>();

    private record Place(Optional<String> part, Chain.Entry entry) {}

    ModelCache(RegisterAccess access, int mostRegisters) {
        this.access = access;
        this.mostRegisters = mostRegisters;
    }

    /** The first of these models that the part has; empty without one, or if it cannot be read. */
    Optional<ModelReading> first(Optional<String> part, List<Integer> models) {
        return read(part, chain -> chain.first(models));
    }

    /** Model 1 of the device that has one of these models; of the first device if none are named. */
    Optional<ModelReading> common(Optional<String> part, List<Integer> beside) {
        return read(part, chain -> chain.common(beside));
    }

    private Optional<ModelReading> read(Optional<String> part, Function<Chain, Optional<Chain.Entry>> which) {
        return chains.computeIfAbsent(part, this::discover)
                .flatMap(which)
                .flatMap(entry -> readings.computeIfAbsent(
                        new Place(part, entry), place -> ModelReader.read(source(part), entry, mostRegisters)));
    }

    /** What was read is read anew; what was not found is looked for again. */
    void again() {
        readings.clear();
        chains.values().removeIf(Optional::isEmpty);
    }

    private Optional<Chain> discover(Optional<String> part) {
        return Discovery.discover(source(part)) instanceof Discovery.Outcome.Found found
                ? Optional.of(found.chain())
                : Optional.empty();
    }

    private RegisterSource source(Optional<String> part) {
        return (start, count) -> access.read(part, new RegisterBlock(RegisterFunction.HOLDING, start, count));
    }
}
