package energy.peerwatt.metergateway.commission.domain;

import energy.peerwatt.messages.id.AccountId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whose a metering point is, whether or not it is read now. What was read before somebody's time is not theirs to see.
 *
 * @param since market time; the epoch for whoever was the first that is known
 */
public record Tenure(AccountId account, Instant since) {

    /** By the devices that came into service as the meter of a household, each with the account it was bound to. */
    public static List<Tenure> of(List<JournalEntry> entries) {
        List<Tenure> tenures = new ArrayList<>();
        Optional<Binding> bound = Optional.empty();
        for (JournalEntry entry : entries.stream().filter(JournalEntry::passed).toList()) {
            if (entry.fact() instanceof Fact.Bound fact) {
                bound = Optional.of(fact.binding());
            }
            if (entry.fact() instanceof Fact.Activated) {
                bound.filter(binding -> binding.role() == Binding.Role.GRID)
                        .map(Binding::account)
                        .filter(account -> tenures.isEmpty()
                                || !tenures.getLast().account().equals(account))
                        .ifPresent(account -> tenures.add(new Tenure(account, entry.at())));
            }
        }
        return List.copyOf(tenures);
    }

    /**
     * The one that lasts.
     *
     * @param listed the account in the devices file, which had the metering point before anything was bound
     * @param isListed whether it is in the devices file at all
     */
    public static Optional<Tenure> newest(List<Tenure> bound, Optional<AccountId> listed, boolean isListed) {
        if (bound.isEmpty()) {
            return listed.map(account -> new Tenure(account, Instant.EPOCH));
        }
        Tenure newest = bound.getLast();
        boolean isFirst = bound.size() == 1 && (!isListed || listed.equals(Optional.of(newest.account())));
        return Optional.of(isFirst ? new Tenure(newest.account(), Instant.EPOCH) : newest);
    }
}
