package energy.peerwatt.gridservice.event.domain;

import energy.peerwatt.gridservice.split.domain.LargestRemainder;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Power;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Who is called, and for how much. */
public final class Callout {
    private static final long SECONDS_PER_HOUR = 3_600;

    /** The broker takes a little more; what a call brought is one event. */
    private static final long EVENT_BYTES = 1_000_000;
    /** Of a participant with the largest numbers, and of each of its slots. */
    private static final long PARTICIPANT_BYTES = 350;

    private static final long SLOT_BYTES = 200;

    private Callout() {}

    /** How many can take part in a call of so many slots: with more, what they brought could never be sent and paid. */
    public static long most(long slots) {
        return EVENT_BYTES / (PARTICIPANT_BYTES + slots * SLOT_BYTES);
    }

    /**
     * @param lot decides who is called where not everybody is needed
     * @param rated the most the device gives
     * @param storage what it gives before it is empty
     */
    public record Candidate(AccountId account, String lot, Power rated, Energy storage) {
        /** What it can hold over the whole call. */
        long watts(Duration call) {
            return Math.min(
                    rated.watts(), Math.multiplyExact(storage.wattHours(), SECONDS_PER_HOUR) / call.toSeconds());
        }
    }

    public record Share(AccountId account, Power expected) {}

    /**
     * Calls devices by lot until the target is covered, and splits the target over them in proportion to what they can
     * hold: the sum is the target, or all that there is. Without the last device called the target would not be covered.
     *
     * @return by account; without those who can hold nothing or are not needed
     */
    public static List<Share> share(Power target, Duration call, List<Candidate> candidates) {
        List<Candidate> called = new ArrayList<>();
        long covered = 0;
        for (Candidate one : byLot(candidates)) {
            long watts = one.watts(call);
            if (covered < target.watts() && watts > 0) {
                called.add(one);
                covered = Math.addExact(covered, watts);
            }
        }
        called.sort(Comparator.comparing(Candidate::account));
        List<Long> shares = LargestRemainder.split(
                target.watts(),
                called.stream().map(one -> BigInteger.valueOf(one.watts(call))).toList());
        return IntStream.range(0, called.size())
                .filter(i -> shares.get(i) > 0)
                .mapToObj(i -> new Share(called.get(i).account(), new Power(shares.get(i))))
                .toList();
    }

    private static List<Candidate> byLot(List<Candidate> candidates) {
        return candidates.stream()
                .sorted(Comparator.comparing(Candidate::lot).thenComparing(Candidate::account))
                .toList();
    }
}
