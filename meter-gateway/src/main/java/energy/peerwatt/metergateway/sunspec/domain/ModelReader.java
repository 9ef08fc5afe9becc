package energy.peerwatt.metergateway.sunspec.domain;

import energy.peerwatt.metergateway.sunspec.domain.ModelPlan.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one model so that values and scale factors are of the same moment, or not at all. */
public final class ModelReader {
    /** A device that changes its scale factors during a read may do so once; twice is no accident. */
    private static final int ATTEMPTS = 2;

    private ModelReader() {}

    /**
     * @param mostRegisters in one request
     * @return empty if the model is not known, the device does not answer, or its scale factors do not stand still
     */
    public static Optional<ModelReading> read(RegisterSource source, Chain.Entry entry, int mostRegisters) {
        Optional<ModelDefinition> definition = Models.definition(entry.id());
        if (definition.isEmpty()) {
            return Optional.empty();
        }
        ModelPlan plan = ModelPlan.of(definition.get(), entry.registers(), mostRegisters);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<List<Integer>> words = all(source, entry.address(), plan.spans());
            if (words.isEmpty()) {
                return Optional.empty();
            }
            if (unchanged(source, entry.address(), plan, words.get())) {
                return Optional.of(new ModelReading(definition.get(), words.get()));
            }
        }
        return Optional.empty();
    }

    private static boolean unchanged(RegisterSource source, int address, ModelPlan plan, List<Integer> words) {
        if (plan.again().isEmpty()) {
            return true;
        }
        Span scales = plan.again().get();
        return source.read(address + scales.offset(), scales.count()) instanceof RegisterSource.Answer.Words again
                && again.words().equals(words.subList(scales.offset(), scales.end()));
    }

    private static Optional<List<Integer>> all(RegisterSource source, int address, List<Span> spans) {
        List<Integer> words = new ArrayList<>();
        for (Span span : spans) {
            if (!(source.read(address + span.offset(), span.count()) instanceof RegisterSource.Answer.Words read)) {
                return Optional.empty();
            }
            words.addAll(read.words());
        }
        return Optional.of(words);
    }
}
