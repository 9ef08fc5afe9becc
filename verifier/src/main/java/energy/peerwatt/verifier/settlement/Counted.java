package energy.peerwatt.verifier.settlement;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.event.ResponseVerified.SlotResponse;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.messages.time.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Leaves out who was credited in a slot without being one of its members: no seal says what it measured. */
public final class Counted {
    private Counted() {}

    /**
     * The response with the lines that earn something.
     *
     * @param slots final settlements of the slots that the response names
     */
    public static ResponseVerified of(ResponseVerified response, Map<Slot, SlotSettlement> slots) {
        Map<Slot, Set<AccountId>> measured = new HashMap<>();
        slots.forEach((slot, settlement) -> {
            Set<AccountId> accounts = measured.computeIfAbsent(slot, none -> new HashSet<>());
            settlement.members().forEach(member -> accounts.add(member.account()));
        });
        List<ResponseVerified.Line> lines = new ArrayList<>();
        for (ResponseVerified.Line line : response.lines()) {
            boolean sealed = true;
            for (SlotResponse slot : line.slots()) {
                sealed &= slot.credited().isZero()
                        || measured.getOrDefault(slot.slot(), Set.of()).contains(line.account());
            }
            if (sealed) {
                lines.add(line);
            }
        }
        return with(response, lines);
    }

    /**
     * The same money, but no tokens, where these would pass the token's cap.
     *
     * @param earned nano-WATT by all responses before
     */
    public static ResponseVerified withinCap(ResponseVerified response, long earned) {
        if (tokens(response) <= TokenAmount.CAP.nano() - earned) {
            return response;
        }
        List<ResponseVerified.Line> lines = new ArrayList<>();
        for (ResponseVerified.Line line : response.lines()) {
            lines.add(new ResponseVerified.Line(
                    line.account(),
                    line.meter(),
                    line.verified(),
                    line.currencyReward(),
                    TokenAmount.ZERO,
                    line.slots()));
        }
        return with(response, lines);
    }

    /** Nano-WATT that the lines earn together. */
    public static long tokens(ResponseVerified response) {
        long sum = 0;
        for (ResponseVerified.Line line : response.lines()) {
            sum = Math.addExact(sum, line.tokenReward().nano());
        }
        return sum;
    }

    private static ResponseVerified with(ResponseVerified response, List<ResponseVerified.Line> lines) {
        return new ResponseVerified(
                response.community(),
                response.event(),
                response.zone(),
                response.baselinePolicy(),
                response.inputHash(),
                response.currencyBudget(),
                response.tokenBudget(),
                lines);
    }
}
