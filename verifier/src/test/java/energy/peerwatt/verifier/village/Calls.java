package energy.peerwatt.verifier.village;

import energy.peerwatt.messages.bundle.ResponseLine;
import energy.peerwatt.messages.bundle.RewardLine;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.event.ResponseVerified.SlotResponse;
import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.RewardEpoch;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.Uuids;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.NetEnergy;
import energy.peerwatt.messages.quantity.TokenAmount;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.verifier.settlement.Compensation;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Three calls of the village: one with money enough, one whose budget is short, one that no batch holds yet. In the first
 * the grid service rewards somebody who is no member of the first slot.
 */
final class Calls {
    private static final int[][] SLOTS = {{0, 1, 2}, {4, 5}, {6, 7}};
    private static final Hash32 INPUTS = new Hash32("0x" + "4".repeat(64));

    private final Village village;
    private final int waiting;
    private final List<ResponseLine> lines = new ArrayList<>();

    /** @param waiting the call that no batch holds yet */
    Calls(Village village, int waiting) {
        this.village = village;
        this.waiting = waiting;
        for (int call = 0; call < SLOTS.length; call++) {
            lines.add(call(call));
        }
    }

    List<ResponseLine> lines() {
        return lines;
    }

    /** What becomes payable with the batch that ends with a slot: marked with its number from now on. */
    List<ResponseLine> payable(int slot, long batch) {
        List<ResponseLine> payable = new ArrayList<>();
        for (int call = 0; call < SLOTS.length; call++) {
            ResponseLine line = lines.get(call);
            int last = SLOTS[call][SLOTS[call].length - 1];
            if (call != waiting && last <= slot && line.batch() == null) {
                lines.set(call, new ResponseLine(line.response(), line.payments(), batch));
                payable.add(lines.get(call));
            }
        }
        return payable;
    }

    private ResponseLine call(int call) {
        List<ResponseVerified.Line> parts = new ArrayList<>();
        SortedMap<Slot, SlotSettlement> slots = new TreeMap<>();
        Money rewards = Money.ZERO;
        for (int member = 0; member < Village.MEMBERS; member++) {
            List<SlotResponse> responses = new ArrayList<>();
            Energy verified = Energy.ZERO;
            for (int slot : SLOTS[call]) {
                SlotSettlement settlement = village.settlements.get(slot);
                slots.put(settlement.slot(), settlement);
                NetEnergy measured = measured(settlement, member);
                Energy credited =
                        new Energy(slot == SLOTS[call][0] && member == 3 ? 0 : 1 + village.random.nextInt(150));
                NetEnergy baseline =
                        new NetEnergy(measured.wattHours() + credited.wattHours() + village.random.nextInt(20));
                responses.add(new SlotResponse(settlement.slot(), baseline, measured, credited));
                verified = verified.plus(credited);
            }
            Money reward = Money.ofNano(verified.wattHours() * 50_000 + village.random.nextInt(90));
            rewards = rewards.plus(reward);
            parts.add(new ResponseVerified.Line(
                    village.accounts.get(member).account(),
                    village.accounts.get(member).meter(),
                    verified,
                    reward,
                    TokenAmount.ofNano(verified.wattHours() * 1_000_000 + member),
                    responses));
        }
        Money budget = rewards.plus(Money.ofNano(call == 1 ? 1_001 : 500_000_000));
        GridEventId event = new GridEventId(Uuids.version7(Village.FIRST.start(), village.random));
        List<ResponseVerified.Line> counted = new ArrayList<>(parts);
        if (!counts(call, Village.LATE)) {
            counted.remove(Village.LATE);
        }
        return new ResponseLine(
                response(event, budget, parts), Compensation.of(response(event, budget, counted), slots), null);
    }

    private ResponseVerified response(GridEventId event, Money budget, List<ResponseVerified.Line> parts) {
        return new ResponseVerified(
                village.community,
                event,
                new GridZoneId("north"),
                "NET10-v1",
                INPUTS,
                budget,
                TokenAmount.ofNano(5_000_000_000L),
                parts);
    }

    private static boolean counts(int call, int member) {
        return call > 0 || member != Village.LATE;
    }

    /** Anything for one whose meter nobody sealed. */
    private NetEnergy measured(SlotSettlement settlement, int member) {
        return settlement.members().stream()
                .filter(one -> one.account().equals(village.accounts.get(member).account()))
                .findFirst()
                .map(one -> NetEnergy.of(one.imported(), one.exported()))
                .orElse(new NetEnergy(-1_234));
    }

    /** Epochs with their roots on chain, and two wallets that claimed. */
    List<RewardLine> rewards() {
        SortedMap<String, Long> earned = new TreeMap<>();
        List<RewardLine> rewards = new ArrayList<>();
        for (ResponseLine line : lines) {
            ResponseVerified response = line.response();
            for (int member = 0; member < Village.MEMBERS; member++) {
                if (!counts(rewards.size(), member)) {
                    continue;
                }
                earned.merge(
                        village.accounts.get(member).wallet(),
                        response.lines().get(member).tokenReward().nano(),
                        Long::sum);
            }
            RewardLine epoch = RewardLine.of(new RewardEpoch(
                    village.community,
                    rewards.size() + 1,
                    response.event(),
                    CanonicalJson.hash(response),
                    Village.WATT,
                    earned.entrySet().stream()
                            .map(entry -> new RewardEpoch.Line(entry.getKey(), TokenAmount.ofNano(entry.getValue())))
                            .toList()));
            rewards.add(epoch);
            post(epoch);
        }
        claim(310, rewards.get(0), 2, 0);
        claim(320, rewards.get(0), 3, 0);
        claim(730, rewards.get(2), 2, cumulative(rewards.get(0), 2));
        return rewards;
    }

    private void post(RewardLine epoch) {
        village.chain.log(
                300 + 200 * (epoch.data().epoch() - 1),
                Village.DISTRIBUTOR,
                "RootPosted(uint64,bytes32,uint256,bytes32,uint64)",
                1,
                Office.word(epoch.data().epoch()),
                epoch.root().hex().substring(2),
                Office.word(epoch.total().nano()),
                epoch.dataHash().hex().substring(2),
                Office.word(1));
    }

    private void claim(long block, RewardLine epoch, int member, long before) {
        long cumulative = cumulative(epoch, member);
        village.chain.log(
                block,
                Village.DISTRIBUTOR,
                "Claimed(address,address,uint256,uint256)",
                2,
                "0".repeat(24) + village.accounts.get(member).wallet().substring(2),
                "0".repeat(24) + Village.WATT.substring(2),
                Office.word(cumulative - before),
                Office.word(cumulative));
    }

    private long cumulative(RewardLine epoch, int member) {
        return epoch.data().lines().stream()
                .filter(line ->
                        line.wallet().equals(village.accounts.get(member).wallet()))
                .mapToLong(line -> line.cumulative().nano())
                .findFirst()
                .orElseThrow();
    }
}
