package energy.peerwatt.verifier.settlement;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.event.ResponseVerified.SlotResponse;
import energy.peerwatt.messages.id.AccountId;
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
