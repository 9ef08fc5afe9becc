package energy.peerwatt.settlement.statement;

import com.fasterxml.jackson.annotation.JsonValue;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.time.Slot;
import java.util.List;
import java.util.function.Predicate;

/** A settled slot as its reader may see it. */
public sealed interface SlotView {

    /** For who may see every account: the document that auditors get. */
    record Whole(@JsonValue SlotSettlement document) implements SlotView {}

    /**
     * For everybody else: what the community traded, and the lines of the reader's own account.
     *
     * @param traded Wh agreed in the auction
     * @param settled Wh that were delivered and taken of it
     * @param own of an account that the reader may see, without payments of demand responses, which stand in the
     *     statement; empty for who has none here
     */
    record Part(
            CommunityId community,
            Slot slot,
            int revision,
            SlotSettlement.State state,
            Hash32 resultHash,
            Hash32 readingsRoot,
            Energy traded,
            Energy settled,
            List<Statement.Line> own)
            implements SlotView {}

    static SlotView part(SlotSettlement slot, Predicate<AccountId> visible) {
        return new Part(
                slot.community(),
                slot.slot(),
                slot.revision(),
                slot.state(),
                slot.resultHash(),
                slot.readingsRoot(),
                slot.trades().stream().map(SlotSettlement.Trade::traded).reduce(Energy.ZERO, Energy::plus),
                slot.trades().stream().map(SlotSettlement.Trade::settled).reduce(Energy.ZERO, Energy::plus),
                slot.members().stream()
                        .map(SlotSettlement.Member::account)
                        .filter(visible)
                        .flatMap(account -> Statement.of(account, List.of(slot), List.of()).lines().stream())
                        .toList());
    }
}
