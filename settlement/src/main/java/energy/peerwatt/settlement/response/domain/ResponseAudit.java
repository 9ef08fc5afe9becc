package energy.peerwatt.settlement.response.domain;

import energy.peerwatt.messages.bundle.ResponseLine.Payment;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.event.ResponseVerified.SlotResponse;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.messages.time.Slot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must be true of a response before and after it is paid. */
public final class ResponseAudit {
    /** A record of a batch counts no more. */
    private static final long MOST_WH = 0xFF_FFFF;

    /** Canonical JSON, which is hashed, holds no whole number above. */
    private static final long MOST_IN_JSON = (1L << 53) - 1;

    private ResponseAudit() {}

    /**
     * What is wrong with a response, in words; empty if it may be paid.
     *
     * @param slots final settlements of all slots it names
     */
    public static List<String> violations(ResponseVerified response, Map<Slot, SlotSettlement> slots) {
        List<String> violations = new ArrayList<>();
        if (response.currencyBudget().nano() > MOST_IN_JSON
                || response.tokenBudget().nano() > MOST_IN_JSON) {
            violations.add("budgets of " + response.currencyBudget() + " and " + response.tokenBudget()
                    + " are above 2^53 - 1, which its hash can say");
        }
        Set<AccountId> accounts = new HashSet<>();
        for (ResponseVerified.Line line : response.lines()) {
            if (!accounts.add(line.account())) {
                violations.add("account " + line.account() + " stands twice");
            }
            payable(line, violations);
            Set<Slot> seen = new HashSet<>();
            for (SlotResponse slot : line.slots()) {
                if (!seen.add(slot.slot())) {
                    violations.add("slot " + slot.slot() + " of account " + line.account() + " stands twice");
                }
                long deviation = slot.baseline().wattHours() - slot.measured().wattHours();
                if (slot.credited().wattHours() > Math.max(0, deviation)) {
                    violations.add("account " + line.account() + " is credited " + slot.credited() + " in slot "
                            + slot.slot() + ", it is only " + deviation + " Wh below its baseline");
                }
                measured(line, slot, slots.get(slot.slot()), violations);
            }
        }
        return violations;
    }

    private static void payable(ResponseVerified.Line line, List<String> violations) {
        long verified = line.verified().wattHours();
        if (verified > MOST_WH) {
            violations.add("account " + line.account() + " has " + verified + " Wh, one record holds " + MOST_WH);
        }
        if (!line.currencyReward().equals(Money.ZERO)
                && (verified == 0 || line.currencyReward().nano() / verified >= Price.MAX)) {
            violations.add(
                    "account " + line.account() + " is paid " + line.currencyReward() + " for " + verified + " Wh");
        }
        if (verified == 0 && !line.tokenReward().equals(TokenAmount.ZERO)) {
            violations.add("account " + line.account() + " earns " + line.tokenReward() + " for nothing");
        }
    }

    /**
     * What was measured is what the slot was settled on: the same registers, under seals that were verified. Whoever is
     * no member of the slot is not compared, and gets nothing: {@link CountedLines}.
     */
    private static void measured(
            ResponseVerified.Line line, SlotResponse slot, @Nullable SlotSettlement settled, List<String> violations) {
        if (settled == null) {
            violations.add("slot " + slot.slot() + " is not settled");
            return;
        }
        for (SlotSettlement.Member member : settled.members()) {
            NetEnergy net = NetEnergy.of(member.imported(), member.exported());
            if (member.account().equals(line.account())
                    && (!member.meter().equals(line.meter()) || !net.equals(slot.measured()))) {
                violations.add("account " + line.account() + " measured " + slot.measured() + " in slot " + slot.slot()
                        + " by meter " + line.meter() + ", the sealed registers of meter " + member.meter() + " say "
                        + net);
            }
        }
    }

    /** Every promise that payments break, in words. */
    public static List<String> violations(ResponseVerified response, List<Payment> payments) {
        List<String> violations = new ArrayList<>();
        Money sum = payments.stream().map(Payment::amount).reduce(Money.ZERO, Money::plus);
        if (sum.compareTo(response.currencyBudget()) > 0) {
            violations.add("payments of " + sum + " are above the budget of " + response.currencyBudget());
        }
        for (Slot slot : payments.stream().map(Payment::slot).distinct().toList()) {
            long credited = response.lines().stream()
                    .flatMap(line -> line.slots().stream())
                    .filter(one -> one.slot().equals(slot))
                    .mapToLong(one -> one.credited().wattHours())
                    .sum();
            long compensated = payments.stream()
                    .filter(payment -> payment.slot().equals(slot) && payment.trade() != null)
                    .mapToLong(payment -> payment.energy().wattHours())
                    .sum();
            if (compensated > credited) {
                violations.add("slot " + slot + " compensates " + compensated + " Wh, " + credited + " are credited");
            }
        }
        return violations;
    }
}
