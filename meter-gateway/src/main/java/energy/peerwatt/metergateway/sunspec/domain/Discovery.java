package energy.peerwatt.metergateway.sunspec.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the chain of models. A chain may end without an end model (some devices refuse the address instead); a length of
 * zero, an end beyond the address space and too many models end it too, for nothing after that could be trusted. Addresses
 * only grow, so that there is no loop.
 */
public final class Discovery {
    static final List<Integer> BASES = List.of(40_000, 0, 50_000);
    static final int MOST_MODELS = 100;

    private static final int MARK_HIGH = 0x5375;
    private static final int MARK_LOW = 0x6E53;
    private static final int END = 0xFFFF;
    private static final int COMMON = 1;
    private static final int ADDRESSES = 65_536;

    private Discovery() {}

    /** What was found. */
    public sealed interface Outcome {
        record Found(Chain chain) implements Outcome {}

        /** No mark at any of the addresses, or no answer. */
        record NotFound(String reason) implements Outcome {}
    }

    public static Outcome discover(RegisterSource source) {
        String reason = "no SunSpec mark at 40000, 0 or 50000";
        for (int base : BASES) {
            switch (source.read(base, 2)) {
                case RegisterSource.Answer.Words words -> {
                    if (words.words().equals(List.of(MARK_HIGH, MARK_LOW))) {
                        return walk(source, base);
                    }
                }
                case RegisterSource.Answer.NoSuchAddress _ -> {
                    // The next base may have it.
                }
                case RegisterSource.Answer.Failed failed -> {
                    return new Outcome.NotFound(failed.reason());
                }
            }
        }
        return new Outcome.NotFound(reason);
    }

    private static Outcome walk(RegisterSource source, int base) {
        List<Chain.Entry> models = new ArrayList<>();
        int at = base + 2;
        int device = 1;
        while (models.size() < MOST_MODELS && at + 2 <= ADDRESSES) {
            // The length is asked for by itself: some devices have none for the end model.
            switch (source.read(at, 1)) {
                case RegisterSource.Answer.Failed failed -> {
                    return new Outcome.NotFound(failed.reason());
                }
                case RegisterSource.Answer.NoSuchAddress _ -> {
                    return found(base, models);
                }
                case RegisterSource.Answer.Words id -> {
                    if (id.words().getFirst() == END) {
                        return found(base, models);
                    }
                    RegisterSource.Answer length = source.read(at + 1, 1);
                    if (length instanceof RegisterSource.Answer.Failed failed) {
                        return new Outcome.NotFound(failed.reason());
                    }
                    if (!(length instanceof RegisterSource.Answer.Words words)
                            || words.words().getFirst() == 0
                            || at + 2 + words.words().getFirst() > ADDRESSES) {
                        return found(base, models);
                    }
                    int model = id.words().getFirst();
                    if (model == COMMON && models.stream().anyMatch(entry -> entry.id() == COMMON)) {
                        device++;
                    }
                    models.add(new Chain.Entry(model, at, words.words().getFirst(), device));
                    at += 2 + words.words().getFirst();
                }
            }
        }
        return found(base, models);
    }

    private static Outcome found(int base, List<Chain.Entry> models) {
        return models.isEmpty()
                ? new Outcome.NotFound("a SunSpec mark at " + base + " without models")
                : new Outcome.Found(new Chain(base, models));
    }
}
