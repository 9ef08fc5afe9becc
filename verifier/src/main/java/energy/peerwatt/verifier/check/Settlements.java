package energy.peerwatt.verifier.check;

import energy.peerwatt.messages.bundle.AccountLine;
import energy.peerwatt.messages.bundle.BundleManifest;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.SealedBook.Order;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.verifier.Difference;
import energy.peerwatt.verifier.bundle.Line;
import energy.peerwatt.verifier.evidence.SealBytes;
import energy.peerwatt.verifier.evidence.SealTree;
import energy.peerwatt.verifier.settlement.Home;
import energy.peerwatt.verifier.settlement.Settlement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Final settlements from the first slot on, each recomputed from readings and clearing. */
public final class Settlements {
    private static final Comparator<SealBytes> SEAL_ORDER =
            Comparator.comparingLong(SealBytes::boundary).thenComparing(SealBytes::gateway);

    private final BundleManifest manifest;
    private final Accounts accounts;
    private final Readings readings;
    private final Books books;
    private final Map<Long, SlotSettlement> byNumber = new HashMap<>();
    private final Set<AccountId> membersSoFar = new HashSet<>();

    private Settlements(BundleManifest manifest, Accounts accounts, Readings readings, Books books) {
        this.manifest = manifest;
        this.accounts = accounts;
        this.readings = readings;
        this.books = books;
    }

    /**
     * @param batchedTo slot number up to which no slot may be missing; after it a slot whose readings are late may
     *     become final after its next
     */
    public static Settlements check(
            BundleManifest manifest,
            List<Line<SlotSettlement>> lines,
            Accounts accounts,
            Readings readings,
            Books books,
            long batchedTo)
            throws Difference {
        Settlements settlements = new Settlements(manifest, accounts, readings, books);
        Slot slot = manifest.firstSlot();
        for (Line<SlotSettlement> line : lines) {
            Slot stated = line.value().slot();
            boolean mayWait = slot.number() >= batchedTo && stated.length().equals(slot.length());
            if (mayWait && stated.compareTo(slot) > 0) {
                slot = stated;
            }
            Slot expected = slot;
            line.check("slot " + slot, () -> settlements.add(expected, line));
            slot = slot.next();
        }
        return settlements;
    }

    public int count() {
        return byNumber.size();
    }

    /** @param number of the slot, start / 300 s */
    @Nullable
    SlotSettlement of(long number) {
        return byNumber.get(number);
    }

    private void add(Slot slot, Line<SlotSettlement> line) throws Difference {
        String where = "slot " + slot;
        SlotSettlement settlement = line.value();
        line.same(where, "slot", slot, settlement.slot());
        line.same(where, "community", manifest.community(), settlement.community());
        line.same(where, "state", SlotSettlement.State.FINAL, settlement.state());
        line.holds(settlement.revision() >= 1, where, "revisions count from 1", settlement.revision());
        Books.Book book = books.of(slot);
        if (book == null) {
            throw line.difference(where, "book", "a line in books.ndjson", "none");
        }
        line.same(where, "resultHash", book.last().resultHash(), settlement.resultHash());
        membership(line, where, book);
        Set<SealBytes> seals = new TreeSet<>(SEAL_ORDER);
        List<Home> homes = new ArrayList<>();
        for (SlotSettlement.Member member : settlement.members()) {
            homes.add(home(line, slot, member, seals));
        }
        Hash32 root = SealTree.root(seals.stream().map(SealBytes::bytes).toList());
        line.same(where, "readingsRoot", root, settlement.readingsRoot());
        Settlement.Outcome outcome = Settlement.settle(book.fills(), homes);
        Fields.same(line, where, "trades", outcome.trades(), settlement.trades());
        Fields.same(line, where, "members", outcome.members(), settlement.members());
        money(line, where, settlement);
        byNumber.put(slot.number(), settlement);
    }

    /** Whoever was a member stays one, and whoever trades is one; its tariff is what its orders were bounded by. */
    private void membership(Line<SlotSettlement> line, String where, Books.Book book) throws Difference {
        Map<AccountId, SlotSettlement.Member> members = new HashMap<>();
        for (SlotSettlement.Member member : line.value().members()) {
            line.holds(members.put(member.account(), member) == null, where, "a member stands once", member.account());
        }
        for (AccountId earlier : membersSoFar) {
            line.holds(members.containsKey(earlier), where, "no member of an earlier slot is missing", earlier);
        }
        membersSoFar.addAll(members.keySet());
        for (Books.Trade trade : book.trades()) {
            for (AccountId trader : List.of(trade.fill().seller(), trade.fill().buyer())) {
                line.holds(members.containsKey(trader), where, "an account that trades is a member", trader);
            }
        }
        Set<Order> bounded = new HashSet<>(book.last().book().orders());
        book.trades().forEach(trade -> bounded.addAll(List.of(trade.sell(), trade.buy())));
        for (Order order : bounded) {
            SlotSettlement.Member member = members.get(order.account());
            if (member == null) {
                // It asked, but did not trade: settlement may leave it out until its account and readings count.
                continue;
            }
            Price bound = order.side() == Side.SELL ? order.floor() : order.cap();
            if (bound != null) {
                String what = order.side() == Side.SELL ? "feedIn" : "retail";
                Price tariff = order.side() == Side.SELL ? member.feedIn() : member.retail();
                line.same(where, what + " of account " + order.account(), bound, tariff);
            }
        }
    }

    private Home home(Line<SlotSettlement> line, Slot slot, SlotSettlement.Member member, Set<SealBytes> seals)
            throws Difference {
        String where = "slot " + slot + ", account " + member.account();
        AccountLine account = accounts.get(member.account());
        line.same(where, "meter", account == null ? null : account.meter(), member.meter());
        Readings.Sealed from = readings.at(member.meter(), slot.start().getEpochSecond());
        Readings.Sealed to = readings.at(member.meter(), slot.end().getEpochSecond());
        if (from == null || to == null) {
            throw line.difference(
                    where,
                    "readings of meter " + member.meter(),
                    "one at " + slot.start() + " and one at " + slot.end(),
                    "none at " + (from == null ? slot.start() : slot.end()));
        }
        seals.add(from.seal());
        seals.add(to.seal());
        boolean sameEpoch = from.reading().epoch() == to.reading().epoch();
        long imported = sameEpoch ? to.reading().imported() - from.reading().imported() : 0;
        long exported = sameEpoch ? to.reading().exported() - from.reading().exported() : 0;
        return new Home(
                member.account(),
                member.meter(),
                new Energy(imported),
                new Energy(exported),
                member.feedIn(),
                member.retail());
    }

    /** Nobody is worse off than with the supplier alone, and members, suppliers and funds sum up to zero. */
    private static void money(Line<SlotSettlement> line, String where, SlotSettlement settlement) throws Difference {
        long sum = 0;
        for (SlotSettlement.Member member : settlement.members()) {
            line.holds(
                    member.total().nano() + given(member, settlement)
                            >= member.supplierAlone().nano(),
                    where + ", account " + member.account(),
                    "but for what it gave away not worse off than with the supplier alone, " + member.supplierAlone(),
                    member.total());
            long suppliersShare = Math.negateExact(member.supplier().nano());
            long gridFund = member.fees().nano();
            long responseFund = member.congestion().nano();
            sum += member.total().nano() + suppliersShare + gridFund + responseFund;
        }
        line.same(where, "members + suppliers + grid fund + demand-response fund", 0L, sum);
    }

    /** What the supplier would have paid for gifts, which alone have no price; the books say who gave what to whom. */
    private static long given(SlotSettlement.Member member, SlotSettlement settlement) {
        long given = 0;
        for (SlotSettlement.Trade trade : settlement.trades()) {
            if (trade.seller().equals(member.account()) && trade.price().microPerKwh() == 0) {
                given += Math.multiplyExact(
                        trade.settled().wattHours(), member.feedIn().microPerKwh());
            }
        }
        return given;
    }
}
