package energy.peerwatt.metergateway.sunspec.domain;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The models a device says it has, in order.
 *
 * @param base where the chain begins
 */
public record Chain(int base, List<Entry> models) {
    public Chain {
        models = List.copyOf(models);
    }

    /**
     * @param address of the model's id
     * @param length registers after id and length
     */
    public record Entry(int id, int address, int length) {
        /** Registers of the whole model, id and length included. */
        public int registers() {
            return length + 2;
        }
    }

    /** The first model with one of the ids. */
    public Optional<Entry> first(Set<Integer> ids) {
        return models.stream().filter(entry -> ids.contains(entry.id())).findFirst();
    }

    public Optional<Entry> first(int id) {
        return first(Set.of(id));
    }
}
