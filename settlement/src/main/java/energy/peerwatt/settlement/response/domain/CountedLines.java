package energy.peerwatt.settlement.response.domain;

import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.messages.time.Slot;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a response counts: lines whose account is a member of every slot it is credited in. Who is none has no account
 * in escrow or no sealed register that counts, so nobody could check what is credited to it.
 */
public final class CountedLines {
    private CountedLines() {}

    /**
     * The response without the lines that get nothing: no reward, no tokens, no credit.
     *
     * @param slots final settlements of all slots it names
     */
    public static ResponseVerified of(ResponseVerified response, Map<Slot, SlotSettlement> slots) {
        return with(
                response,
                response.lines().stream()
                        .filter(line -> line.slots().stream()
                                .filter(slot -> !slot.credited().isZero())
                                .allMatch(slot -> isMember(line, slots.get(slot.slot()))))
                        .toList());
    }

    /**
     * The response without its tokens if they would bring what was ever earned above the token's cap; money is owed all the
     * same. One root above the cap would keep every later one off the chain.
     *
     * @param counted from {@link #of}
     * @param earned by all responses before
     */
    public static ResponseVerified withinCap(ResponseVerified counted, TokenAmount earned) {
        return tokens(counted).nano() <= TokenAmount.CAP.nano() - earned.nano()
                ? counted
                : with(
                        counted,
                        counted.lines().stream()
                                .map(line -> new ResponseVerified.Line(
                                        line.account(),
                                        line.meter(),
                                        line.verified(),
                                        line.currencyReward(),
                                        TokenAmount.ZERO,
                                        line.slots()))
                                .toList());
    }

    /** All that the lines earn. */
    public static TokenAmount tokens(ResponseVerified response) {
        return response.lines().stream()
                .map(ResponseVerified.Line::tokenReward)
                .reduce(TokenAmount.ZERO, TokenAmount::plus);
    }

    /** @param settled null if the slot is not settled */
    private static boolean isMember(ResponseVerified.Line line, @Nullable SlotSettlement settled) {
        return settled != null
                && settled.members().stream()
                        .anyMatch(member -> member.account().equals(line.account()));
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
