package energy.peerwatt.metergateway.plan.domain;

import energy.peerwatt.metergateway.link.domain.RegisterBlock;
import energy.peerwatt.metergateway.profile.domain.Profile.Address;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Packs what is wanted into as few requests as the rules allow. What is wanted together is never split. */
public final class ReadPlan {
    private ReadPlan() {}

    /**
     * Takes the wants by function and address and begins a block only where it must, which gives the fewest.
     *
     * @return blocks by function and address that cover every want
     */
    public static List<RegisterBlock> blocks(List<Want> wants, ReadRules rules) {
        List<Want> sorted = wants.stream()
                .distinct()
                .sorted(Comparator.comparing(Want::function)
                        .thenComparing(Want::start)
                        .thenComparing(Want::count))
                .toList();
        List<RegisterBlock> blocks = new ArrayList<>();
        RegisterBlock open = null;
        for (Want want : sorted) {
            if (open != null && joins(open, want, rules)) {
                open = new RegisterBlock(
                        open.function(), open.start(), Math.max(open.end(), want.end()) - open.start());
                continue;
            }
            if (open != null) {
                blocks.add(open);
            }
            open = new RegisterBlock(want.function(), want.start(), want.count());
        }
        if (open != null) {
            blocks.add(open);
        }
        return blocks;
    }

    /** Whether one request may hold both: the rules look at all that would lie between its ends. */
    static boolean joins(RegisterBlock open, Want want, ReadRules rules) {
        int end = Math.max(open.end(), want.end());
        return want.function() == open.function()
                && want.start() - open.end() <= rules.hole()
                && end - open.start() <= rules.maxRegisters()
                && none(rules.barriers(), want, open.start() + 1, end)
                && none(rules.singles(), want, open.start(), end);
    }

    private static boolean none(Set<Address> addresses, Want want, int from, int to) {
        return addresses.stream()
                .filter(address -> address.function() == want.function().code())
                .noneMatch(address -> address.address() >= from && address.address() < to);
    }
}
