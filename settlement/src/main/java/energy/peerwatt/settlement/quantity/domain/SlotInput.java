package energy.peerwatt.settlement.quantity.domain;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.time.Slot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a slot's settlement depends on.
 *
 * @param members all members of the community at the slot
 * @param trades all trades of the slot, by round, in trade order within one
 * @param resultHash of the slot's last round
 * @param readingsRoot over the seals the readings come from; ignored while a reading is awaited
 */
public record SlotInput(
        CommunityId community,
        Slot slot,
        Hash32 resultHash,
        Hash32 readingsRoot,
        List<SlotMember> members,
        List<SlotTrade> trades) {
    /** @throws IllegalArgumentException if an account stands twice or trades without being a member */
    public SlotInput {
        members = List.copyOf(members);
        trades = List.copyOf(trades);
        Map<AccountId, SlotMember> byAccount = new HashMap<>();
        for (SlotMember member : members) {
            if (byAccount.put(member.account(), member) != null) {
                throw new IllegalArgumentException("account " + member.account() + " is a member twice");
            }
        }
        for (SlotTrade trade : trades) {
            if (!byAccount.containsKey(trade.seller()) || !byAccount.containsKey(trade.buyer())) {
                throw new IllegalArgumentException("trade " + trade.id() + " names an account that is no member: "
                        + trade.seller() + ", " + trade.buyer());
            }
        }
    }

    boolean complete() {
        return members.stream().noneMatch(member -> member.metering() instanceof Metering.Awaited);
    }
}
