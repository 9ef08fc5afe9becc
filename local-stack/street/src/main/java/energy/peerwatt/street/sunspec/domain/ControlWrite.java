package energy.peerwatt.street.sunspec.domain;

import energy.peerwatt.street.home.domain.Curtailment;
import energy.peerwatt.street.home.domain.HomeState;
import energy.peerwatt.street.home.domain.StorageOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A write to successive registers of a chain; takes effect as a whole or not at all. */
public final class ControlWrite {
    private final Map<Integer, Integer> controls = new HashMap<>();
    private final Map<Integer, Integer> storage = new HashMap<>();
    private final boolean addressesControls;

    /**
     * @param values unsigned 16-bit values
     */
    public ControlWrite(InverterChain chain, int address, List<Integer> values) {
        boolean allWritable = true;
        for (int index = 0; index < values.size(); index++) {
            int register = address + index;
            if (chain.isControl(register)) {
                controls.put(chain.controlOffset(register), values.get(index));
            } else if (chain.isStorage(register)) {
                storage.put(chain.storageOffset(register), values.get(index));
            } else {
                allWritable = false;
            }
        }
        this.addressesControls = allWritable;
    }

    /** Whether every register can be written. */
    public boolean addressesControls() {
        return addressesControls;
    }

    /** The home with its new controls; empty if a value is out of range. */
    public Optional<HomeState> apply(HomeState home, long epochSecond) {
        Optional<Curtailment> curtailment = controls.isEmpty()
                ? Optional.of(home.curtailment())
                : ControlsModel.apply(home.curtailment(), controls, epochSecond);
        Optional<StorageOrder> order = storage.isEmpty()
                ? Optional.of(home.storage())
                : StorageModel.apply(home.storage(), storage, epochSecond);
        return curtailment.flatMap(
                limit -> order.map(next -> home.withCurtailment(limit).withStorage(next)));
    }
}
