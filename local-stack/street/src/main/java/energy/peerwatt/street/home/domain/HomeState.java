package energy.peerwatt.street.home.domain;

/**
 * All that a home remembers from one second to the next; everything else follows from seed and time.
 *
 * @param books the counters
 * @param storedMillijoules in the battery; 0 without one
 * @param curtailment the inverter's limit
 * @param storage the battery's orders
 * @param flows of the last finished second
 */
public record HomeState(
        EnergyBooks books, long storedMillijoules, Curtailment curtailment, StorageOrder storage, Flows flows) {
    public HomeState withCurtailment(Curtailment next) {
        return new HomeState(books, storedMillijoules, next, storage, flows);
    }

    public HomeState withStorage(StorageOrder next) {
        return new HomeState(books, storedMillijoules, curtailment, next, flows);
    }
}
