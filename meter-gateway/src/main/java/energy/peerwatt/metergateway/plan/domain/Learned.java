package energy.peerwatt.metergateway.plan.domain;

import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.profile.domain.Profile.Address;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a device has shown that its map does not say: it refused blocks for their address, so they are read in parts from
 * now on.
 *
 * @param cuts where a request must not reach across
 */
public record Learned(Set<Address> cuts) {
    public static final Learned NOTHING = new Learned(Set.of());

    public Learned {
        cuts = Set.copyOf(cuts);
    }

    public List<RegisterBlock> blocks(List<Want> wants, ReadRules rules) {
        return ReadPlan.blocks(wants, rules.withBarriers(cuts));
    }

    /**
     * After a refusal. The block is cut at its widest hole, where registers that do not exist are most likely, and in the
     * middle where it has none; with more refusals the parts become smaller until one want is left.
     *
     * @return the same if the block holds nothing that could be separated
     */
    public Learned after(RegisterBlock refused, List<Want> wants) {
        List<Want> within = wants.stream()
                .filter(want -> want.isWithin(refused))
                .distinct()
                .sorted(Comparator.comparing(Want::start).thenComparing(Want::count))
                .toList();
        Want best = null;
        int bestHole = -1;
        int bestOff = Integer.MAX_VALUE;
        int end = within.isEmpty() ? 0 : within.getFirst().end();
        for (int i = 1; i < within.size(); i++) {
            Want want = within.get(i);
            int hole = want.start() - end;
            int off = Math.abs(2 * i - within.size());
            if (hole > bestHole || hole == bestHole && hole >= 0 && off < bestOff) {
                best = want;
                bestHole = hole;
                bestOff = off;
            }
            end = Math.max(end, want.end());
        }
        if (best == null) {
            return this;
        }
        Set<Address> more = new HashSet<>(cuts);
        more.add(new Address(best.function().code(), best.start()));
        return new Learned(more);
    }
}
