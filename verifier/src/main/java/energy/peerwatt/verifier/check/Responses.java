package energy.peerwatt.verifier.check;

import energy.peerwatt.messages.bundle.BundleManifest;
import energy.peerwatt.messages.bundle.ResponseLine;
import energy.peerwatt.messages.bundle.ResponseLine.Payment;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.event.ResponseVerified;
import energy.peerwatt.messages.event.ResponseVerified.SlotResponse;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.verifier.Difference;
import energy.peerwatt.verifier.bundle.Line;
import energy.peerwatt.verifier.evidence.CanonicalText;
import energy.peerwatt.verifier.evidence.Entry;
import energy.peerwatt.verifier.evidence.Keccak;
import energy.peerwatt.verifier.settlement.Compensation;
import energy.peerwatt.verifier.settlement.Counted;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Verified responses: held against the sealed registers, their payments computed again. */
public final class Responses {
    private static final int DEMAND_RESPONSE_FUND = 2;

    private final BundleManifest manifest;
    private final Accounts accounts;
    private final Settlements settlements;
    private final Set<GridEventId> events = new HashSet<>();
    private final Set<Credit> credited = new HashSet<>();
    private final List<Verified> verified = new ArrayList<>();
    private final Map<Long, List<Verified>> byBatch = new HashMap<>();
    private int waiting;
    /** Nano-WATT, never above the token's cap. */
    private long earned;

    private Responses(BundleManifest manifest, Accounts accounts, Settlements settlements) {
        this.manifest = manifest;
        this.accounts = accounts;
        this.settlements = settlements;
    }

    private record Credit(AccountId account, Slot slot) {}

    /**
     * @param response what of it counts
     * @param hash of the response as it was published
     */
    record Verified(ResponseVerified response, Hash32 hash, List<Payment> payments) {}

    public static Responses check(
            BundleManifest manifest, List<Line<ResponseLine>> lines, Accounts accounts, Settlements settlements)
            throws Difference {
        Responses responses = new Responses(manifest, accounts, settlements);
        for (Line<ResponseLine> line : lines) {
            line.check("event " + line.value().response().event(), () -> responses.add(line));
        }
        return responses;
    }

    public int count() {
        return verified.size();
    }

    /** Those whose payments are in no batch yet. */
    public int waiting() {
        return waiting;
    }

    /** In the order they were settled. */
    List<Verified> all() {
        return verified;
    }

    /**
     * The records that a batch holds for responses.
     *
     * @param slot number of its last slot
     * @param readingsRoot of that slot
     */
    List<Entry> entries(long batch, long slot, Hash32 readingsRoot) {
        List<Entry> entries = new ArrayList<>();
        for (Verified one : byBatch.getOrDefault(batch, List.of())) {
            for (Payment payment : one.payments()) {
                entries.add(new Entry(
                        slot,
                        payment.price().microPerKwh(),
                        DEMAND_RESPONSE_FUND,
                        accounts.index(payment.account()),
                        payment.energy().wattHours(),
                        one.hash(),
                        payment.trade() == null
                                ? Hash32.ZERO
                                : Keccak.hash(bytes(payment.trade().value())),
                        readingsRoot));
            }
        }
        return entries;
    }

    private void add(Line<ResponseLine> line) throws Difference {
        ResponseVerified response = line.value().response();
        String where = "event " + response.event();
        line.same(where, "community", manifest.community(), response.community());
        line.holds(events.add(response.event()), where, "an event is verified once", response.event());
        SortedMap<Slot, SlotSettlement> slots = new TreeMap<>();
        Set<AccountId> participants = new HashSet<>();
        for (ResponseVerified.Line part : response.lines()) {
            String which = where + ", account " + part.account();
            line.holds(participants.add(part.account()), which, "an account stands once", part.account());
            line.holds(
                    part.currencyReward().nano() == 0 || part.verified().wattHours() > 0,
                    which,
                    "who is paid has answered",
                    part.verified());
            line.holds(
                    part.tokenReward().nano() == 0 || part.verified().wattHours() > 0,
                    which,
                    "who earns tokens has answered",
                    part.verified());
            Set<Slot> once = new HashSet<>();
            for (SlotResponse slot : part.slots()) {
                line.holds(once.add(slot.slot()), which, "a slot stands once", slot.slot());
                slots.put(slot.slot(), settled(line, which, slot.slot()));
                slot(line, which, part, slot, slots.get(slot.slot()));
            }
        }
        ResponseVerified counted = Counted.of(response, slots);
        for (ResponseVerified.Line part : counted.lines()) {
            credited(line, where + ", account " + part.account(), part);
        }
        List<Payment> owed = Compensation.of(counted, slots);
        Fields.same(line, where, "payments", owed, line.value().payments());
        ResponseVerified capped = Counted.withinCap(counted, earned);
        earned += Counted.tokens(capped);
        Verified one = new Verified(capped, CanonicalText.hash(line.raw().get("response")), owed);
        verified.add(one);
        batch(line, where, one, line.value().batch());
    }

    private SlotSettlement settled(Line<ResponseLine> line, String where, Slot slot) throws Difference {
        SlotSettlement settlement = settlements.of(slot.number());
        if (settlement == null || !settlement.slot().equals(slot)) {
            throw line.difference(where, "slots", "slot " + slot + " in settlements.ndjson", "none");
        }
        return settlement;
    }

    /** Measured is what the sealed registers of a member say; credited is at most what lies below the baseline. */
    private void slot(
            Line<ResponseLine> line,
            String where,
            ResponseVerified.Line part,
            SlotResponse slot,
            SlotSettlement settlement)
            throws Difference {
        String which = where + ", slot " + slot.slot();
        for (SlotSettlement.Member member : settlement.members()) {
            if (member.account().equals(part.account())) {
                line.same(which, "meter", member.meter(), part.meter());
                long net = member.imported().wattHours() - member.exported().wattHours();
                line.same(which, "measured", net, slot.measured().wattHours());
            }
        }
        long below = slot.baseline().wattHours() - slot.measured().wattHours();
        line.holds(
                slot.credited().wattHours() <= Math.max(0, below),
                which,
                "credited is at most what lies below the baseline",
                slot.credited());
    }

    private void credited(Line<ResponseLine> line, String where, ResponseVerified.Line part) throws Difference {
        for (SlotResponse slot : part.slots()) {
            line.holds(
                    slot.credited().isZero() || credited.add(new Credit(part.account(), slot.slot())),
                    where + ", slot " + slot.slot(),
                    "no Wh of an account is credited in two responses",
                    slot.credited());
        }
    }

    /** In any order: one waits for the account of a payee or for money of the fund, and others pass it. */
    private void batch(Line<ResponseLine> line, String where, Verified one, @Nullable Long batch) throws Difference {
        if (one.payments().isEmpty()) {
            line.same(where, "batch", null, batch);
            return;
        }
        if (batch == null) {
            waiting++;
            return;
        }
        line.holds(batch >= 1, where, "batches count from 1", batch);
        byBatch.computeIfAbsent(batch, none -> new ArrayList<>()).add(one);
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
