package energy.peerwatt.metergateway.sunspec.domain;

import java.util.List;
import java.util.Optional;

/**
 * The models a device says it has, in order.
 *
 * @param base where the chain begins
 */
public record Chain(int base, List<Entry> models) {
    private static final int COMMON = 1;

    public Chain {
        models = List.copyOf(models);
    }

    /**
     * @param address of the model's id
     * @param length registers after id and length
     * @param device from 1: every further model 1 starts another one, such as the meter behind an inverter
     */
    public record Entry(int id, int address, int length, int device) {
        /** Registers of the whole model, id and length included. */
        public int registers() {
            return length + 2;
        }
    }

    /** The first model with the first of these ids that there is. */
    public Optional<Entry> first(List<Integer> ids) {
        return ids.stream().flatMap(id -> first(id).stream()).findFirst();
    }

    public Optional<Entry> first(int id) {
        return models.stream().filter(entry -> entry.id() == id).findFirst();
    }

    /** Model 1 of the device that has one of these models; of the first device if none are named. */
    public Optional<Entry> common(List<Integer> beside) {
        return beside.isEmpty()
                ? first(COMMON)
                : first(beside)
                        .flatMap(model -> models.stream()
                                .filter(entry -> entry.id() == COMMON && entry.device() == model.device())
                                .findFirst());
    }
}
