package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.messages.id.MeterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way of one metering point, as its journal tells it. A step can be done again while nothing is signed; then the steps
 * behind it have to be done again too.
 */
public final class Commissioning {
    private final MeterId meter;
    private final List<JournalEntry> entries = new ArrayList<>();
    private State state = Stage.CREATED;
    private int round = 1;
    private int roundBegins;

    public Commissioning(MeterId meter) {
        this.meter = meter;
    }

    public MeterId meter() {
        return meter;
    }

    public State state() {
        return state;
    }

    /** Counts the devices of the metering point, from 1. */
    public int round() {
        return round;
    }

    public boolean isNew() {
        return entries.isEmpty();
    }

    public List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    public int nextNumber() {
        return entries.size() + 1;
    }

    /** The newest entry of this device that is done and brought such a fact. */
    public <F extends Fact> Optional<F> fact(Class<F> type) {
        return thisRound().stream()
                .filter(JournalEntry::passed)
                .map(JournalEntry::fact)
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((_, newer) -> newer);
    }

    /** How the metering point was registered; with its first device, for the registry takes a meter once. */
    public Optional<Registration> registered() {
        return entries.stream()
                .filter(JournalEntry::passed)
                .map(JournalEntry::fact)
                .filter(Fact.Registered.class::isInstance)
                .map(Fact.Registered.class::cast)
                .findFirst()
                .map(Fact.Registered::registration);
    }

    /** The entries of the device that is there now. */
    public List<JournalEntry> thisRound() {
        return List.copyOf(entries.subList(roundBegins, entries.size()));
    }

    public Optional<Target> target() {
        return fact(Fact.Opened.class).map(Fact.Opened::target);
    }

    /** What the device is to measure. Journals that do not say mean the grid, until a binding of theirs says otherwise. */
    public Binding.Role role() {
        Optional<Binding.Role> bound = at(Stage.BOUND)
                ? fact(Fact.Bound.class).map(Fact.Bound::binding).map(Binding::role)
                : Optional.empty();
        return bound.or(() -> fact(Fact.Opened.class).flatMap(opened -> Optional.ofNullable(opened.role())))
                .orElse(Binding.Role.GRID);
    }

    public Optional<DeviceIdentity> device() {
        return at(Stage.IDENTIFIED) ? fact(Fact.Identified.class).map(Fact.Identified::device) : Optional.empty();
    }

    /** The serial number of the device that is bound now. */
    public Optional<String> boundSerial() {
        return at(Stage.BOUND) ? device().map(DeviceIdentity::serial) : Optional.empty();
    }

    /** Whether the device has come so far, suspended or not. */
    public boolean at(Stage stage) {
        return switch (state) {
            case Stage now -> now.atLeast(stage);
            case State.Suspended suspended -> suspended.from().atLeast(stage);
            case State.Replacing _, State.Retired _ -> false;
        };
    }

    /** Whether the device is read the other way round, and who said so: as the newest direction test that passed has it. */
    public Optional<Inversion> inversion() {
        return thisRound().stream()
                .filter(entry -> entry.passed() && entry.fact() instanceof Fact.Directed)
                .reduce((_, newer) -> newer)
                .flatMap(entry -> entry.fact() instanceof Fact.Directed(var _, var _, String reason) && reason != null
                        ? Optional.of(new Inversion(entry.actor(), reason, entry.at()))
                        : Optional.empty());
    }

    /** Whether the last thing that was done is a direction test that has shown the device the wrong way round. */
    public boolean shownTurned() {
        return !thisRound().isEmpty()
                && thisRound().getLast().fact() instanceof Fact.Directed
                && thisRound().getLast().checks().stream()
                        .anyMatch(check ->
                                check.name().equals(DirectionTest.TURNED) && check.verdict() == Verdict.FAILED);
    }

    /** Why a step cannot be done now; empty if it can. */
    public Optional<String> refusal(Action action) {
        if (isNew() && action != Action.OPEN) {
            return Optional.of("nothing is known of it yet: open it first");
        }
        boolean allowed =
                switch (state) {
                    case Stage stage -> action.allowedAt(stage);
                    case State.Suspended _ ->
                        action == Action.RESUME || action == Action.REPLACE || action == Action.RETIRE;
                    case State.Replacing _ -> action == Action.OPEN || action == Action.RETIRE;
                    case State.Retired _ -> false;
                };
        return allowed
                ? Optional.empty()
                : Optional.of("it is %s and has to be %s for that; next: %s"
                        .formatted(state.label(), action.needs(), state.next()));
    }

    /**
     * Goes on by one entry.
     *
     * @throws IllegalStateException if the entry is not the next one of this metering point
     */
    public void apply(JournalEntry entry) {
        if (!entry.meter().equals(meter) || entry.number() != nextNumber()) {
            throw new IllegalStateException("entry %d of %s does not follow entry %d of %s"
                    .formatted(entry.number(), entry.meter(), entries.size(), meter));
        }
        if (entry.round() > round) {
            round = entry.round();
            roundBegins = entries.size();
        }
        entries.add(entry);
        if (entry.passed()) {
            state = after(entry.fact());
        }
    }

    private State after(Fact fact) {
        return switch (fact) {
            case Fact.Opened _ -> Stage.CREATED;
            case Fact.Scanned _ -> Stage.SCANNED;
            case Fact.Identified _ -> Stage.IDENTIFIED;
            case Fact.Configured _ -> Stage.CONFIG_CHECKED;
            case Fact.Measured _ -> Stage.MEASURED;
            case Fact.Directed _ -> Stage.DIRECTION_PROVEN;
            case Fact.Bound _ -> Stage.BOUND;
            case Fact.Sealed _ -> Stage.SEALED;
            case Fact.Registered _ -> Stage.REGISTERED;
            case Fact.Activated _ -> Stage.ACTIVE;
            case Fact.Suspended _ -> state instanceof Stage stage ? new State.Suspended(stage) : state;
            case Fact.Resumed _ -> state instanceof State.Suspended suspended ? suspended.from() : state;
            case Fact.ReplacementBegun _ -> new State.Replacing();
            case Fact.Retired _ -> new State.Retired();
        };
    }

    /** The round of an entry that is made now: a device that is opened after another one's end begins a new one. */
    public int roundOf(Action action) {
        return state instanceof State.Replacing && action == Action.OPEN ? round + 1 : round;
    }
}
