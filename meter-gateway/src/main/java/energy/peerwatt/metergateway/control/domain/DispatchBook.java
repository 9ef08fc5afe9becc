package energy.peerwatt.metergateway.control.domain;

import energy.peerwatt.messages.evidence.DispatchOrder;
import energy.peerwatt.messages.id.DispatchId;
import energy.peerwatt.messages.id.MeterId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All dispatches that are remembered, as the journal tells. A dispatch that is done stays for a week, so that a copy of
 * its order that comes late has no effect. For any number of threads.
 */
public final class DispatchBook {
    private static final Duration MEMORY = Duration.ofDays(7);
    private static final int MOST_REFUSALS = 1_000;

    private final Map<DispatchId, Dispatch> dispatches = new TreeMap<>();
    private final Map<DispatchId, List<JournalEntry>> entries = new HashMap<>();
    private final Deque<JournalEntry> refusals = new ArrayDeque<>();
    private final Map<Held, Instant> lastIntents = new HashMap<>();
    private final WriteLedger writes = new WriteLedger();

    private record Held(MeterId meter, Part part) {}

    /** Goes on by one entry of the journal. */
    public synchronized void apply(JournalEntry entry) {
        if (entry.step() == JournalEntry.Step.REFUSED) {
            refusals.add(entry);
            if (refusals.size() > MOST_REFUSALS) {
                refusals.removeFirst();
            }
            return;
        }
        DispatchOrder order = entry.decodedOrder();
        Dispatch before = dispatches.get(order.dispatch());
        if (before == null && entry.step() != JournalEntry.Step.ACCEPTED) {
            throw new IllegalStateException(
                    "the journal has " + entry.step() + " of a dispatch that was not accepted: " + order.dispatch());
        }
        if (entry.writes() != null) {
            writes.record(order.meter(), entry.writes(), entry.at());
        }
        if (entry.step() == JournalEntry.Step.WRITING) {
            return;
        }
        Dispatch now = before == null ? Dispatch.accepted(entry, null) : before.after(entry);
        dispatches.put(order.dispatch(), now);
        if (now.isOpen()) {
            entries.computeIfAbsent(order.dispatch(), _ -> new ArrayList<>()).add(entry.withoutWrites());
        } else {
            // Of what is done only the order and its end matter; a higher revision may still begin anew.
            entries.put(order.dispatch(), new ArrayList<>(List.of(accepted(now, entry), entry.withoutWrites())));
        }
        if (entry.step() == JournalEntry.Step.INTENT) {
            Part.of(order.kind()).ifPresent(part -> lastIntents.put(new Held(order.meter(), part), entry.at()));
        }
    }

    private static JournalEntry accepted(Dispatch dispatch, JournalEntry last) {
        return new JournalEntry(
                JournalEntry.Step.ACCEPTED, JournalEntry.text(dispatch.order()), last.at(), null, null, null);
    }

    /** How often the devices' registers were written. */
    public WriteLedger writes() {
        return writes;
    }

    public synchronized Optional<Dispatch> find(DispatchId id) {
        return Optional.ofNullable(dispatches.get(id));
    }

    /** Dispatches of one home, the earliest start first. */
    public synchronized List<Dispatch> of(MeterId meter) {
        return dispatches.values().stream()
                .filter(dispatch -> dispatch.order().meter().equals(meter))
                .sorted(Comparator.comparing(
                                (Dispatch dispatch) -> dispatch.order().start())
                        .thenComparing(Dispatch::id))
                .toList();
    }

    /** Whether exactly this, signature included, was turned away before. */
    public synchronized boolean wasRefused(String fingerprint) {
        return refusals.stream().anyMatch(entry -> fingerprint.equals(entry.fingerprint()));
    }

    /** When a part of a home's device was last given another value. */
    public synchronized Optional<Instant> lastIntent(MeterId meter, Part part) {
        return Optional.ofNullable(lastIntents.get(new Held(meter, part)));
    }

    /**
     * Everything that another book needs to be like this one, but for {@link #writes}. Forgets first what is long over.
     *
     * @param now market time
     */
    public synchronized List<JournalEntry> snapshot(Instant now) {
        dispatches
                .values()
                .removeIf(dispatch -> !dispatch.isOpen()
                        && dispatch.order().end().plus(MEMORY).isBefore(now)
                        && dispatch.since().plus(MEMORY).isBefore(now));
        entries.keySet().retainAll(dispatches.keySet());
        List<JournalEntry> all = new ArrayList<>(refusals);
        entries.values().forEach(all::addAll);
        return List.copyOf(all);
    }
}
