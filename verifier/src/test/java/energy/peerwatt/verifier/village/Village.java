package energy.peerwatt.verifier.village;

import com.fasterxml.jackson.databind.node.ObjectNode;
import energy.peerwatt.messages.Json;
import energy.peerwatt.messages.bundle.AccountLine;
import energy.peerwatt.messages.bundle.BatchLine;
import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.bundle.BundleManifest;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.PriceRule;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.id.GridZoneId;
import energy.peerwatt.messages.id.MeterId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.id.Uuids;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.verifier.bundle.Bundle;
import energy.peerwatt.verifier.market.TreeClearing;
import energy.peerwatt.verifier.settlement.Home;
import energy.peerwatt.verifier.settlement.Settlement;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A small made-up community with a whole, honest bundle and its chain. Bytes are made with the shared classes of
 * messages, so that each verification also compares them with the verifier's own.
 */
public final class Village implements AutoCloseable {
    public static final Slot FIRST = new Slot(Instant.parse("2026-06-15T10:00:00Z"), Duration.ofMinutes(15));
    public static final int SLOTS = 8;
    static final int MEMBERS = 5;
    static final String REGISTRY = "0x" + "a1".repeat(20);
    static final String ESCROW = "0x" + "b2".repeat(20);
    static final String LEDGER = "0x" + "c3".repeat(20);
    static final String WATT = "0x" + "d4".repeat(20);
    static final String DISTRIBUTOR = "0x" + "e5".repeat(20);
    /** Asks in the first slot, but finds no seller: settlement leaves it out until it first trades. */
    static final int LATE = MEMBERS - 1;

    private static final GridZoneId[] ZONES = {new GridZoneId("north"), new GridZoneId("south")};
    private static final Price FEED_IN = new Price(80_000);
    private static final Price RETAIL = new Price(300_000);

    final Random random;
    final CommunityId community;
    final List<AccountLine> accounts = new ArrayList<>();
    final long[][] imported = new long[SLOTS][MEMBERS];
    final long[][] exported = new long[SLOTS][MEMBERS];
    final List<BookLine> books = new ArrayList<>();
    final List<SlotSettlement> settlements = new ArrayList<>();
    final Calls calls;
    public final FakeChain chain = new FakeChain();
    final Agency agency = new Agency(this);
    /** Balances just before the closing in a block. */
    final NavigableMap<Long, Map<Long, BigInteger>> balancesBefore = new TreeMap<>();

    /** Every line of every file, for tests to change before writing. */
    public final Map<String, List<ObjectNode>> files = new LinkedHashMap<>();

    public Village(long seed) {
        this(seed, 2);
    }

    /** @param waiting which of the three calls no batch holds yet, from 0 */
    public Village(long seed, int waiting) {
        random = new Random(seed);
        community = new CommunityId(Uuids.version7(FIRST.start(), random));
        for (int i = 0; i < MEMBERS; i++) {
            accounts.add(new AccountLine(
                    4 + i,
                    new AccountId(Uuids.version7(FIRST.start(), random)),
                    Agency.wallet(i).address(),
                    new MeterId(Uuids.version7(FIRST.start(), random))));
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            for (int i = 0; i < MEMBERS; i++) {
                imported[slot][i] = i < 2 ? random.nextInt(40) : 100 + random.nextInt(400);
                exported[slot][i] = i < 2 ? 200 + random.nextInt(900) : random.nextInt(40);
            }
        }
        Street street = new Street(this);
        for (int slot = 0; slot < SLOTS; slot++) {
            Slot at = slot(slot);
            List<BookLine> rounds = rounds(slot, at);
            books.addAll(rounds);
            settlements.add(settle(slot, at, rounds, street.readingsRoot(slot)));
        }
        calls = new Calls(this, waiting);
        List<BatchLine> batches = new Office(this).batches();
        put(
                Bundle.MANIFEST,
                List.of(new BundleManifest(
                        BundleManifest.VERSION,
                        community,
                        FIRST,
                        chain.chainId,
                        REGISTRY,
                        ESCROW,
                        LEDGER,
                        WATT,
                        DISTRIBUTOR)));
        put(Bundle.ACCOUNTS, accounts);
        put(Bundle.BOOKS, books);
        put(Bundle.SEALS, street.sealed());
        put(Bundle.SETTLEMENTS, settlements);
        put(Bundle.BATCHES, batches);
        put(Bundle.RESPONSES, calls.lines());
        put(Bundle.REWARDS, calls.rewards());
        put(Bundle.MANDATES, agency.lines());
    }

    static Slot slot(int number) {
        return Slot.ofNumber(FIRST.number() + 3L * number, FIRST.length());
    }

    /** Whether a slot's energy is unknown because the meter was changed in it. */
    static boolean meterChanged(int slot, int member) {
        return slot == 5 && member == 2;
    }

    /** Balances before the first closing at or after a block. */
    public Map<Long, BigInteger> balancesBefore(long block) {
        return balancesBefore.ceilingEntry(block).getValue();
    }

    /** Every other slot is traded once before its gate, with the first half of the orders. */
    private List<BookLine> rounds(int number, Slot slot) {
        List<SealedBook.Order> orders = orders(number, slot);
        if (number % 2 == 0) {
            return List.of(round(slot, null, true, zones(0), orders));
        }
        List<SealedBook.Order> early = new ArrayList<>();
        for (int i = 0; i < orders.size(); i += 2) {
            early.add(orders.get(i));
        }
        BookLine first = round(slot, null, false, zones(0), early);
        Map<OrderId, Long> filled = new HashMap<>();
        for (ClearingResult.Fill fill : first.result().fills()) {
            filled.merge(fill.sell(), fill.energy().wattHours(), Long::sum);
            filled.merge(fill.buy(), fill.energy().wattHours(), Long::sum);
        }
        long south = first.result().zones().stream()
                .filter(zone -> zone.zone().equals(ZONES[1]))
                .mapToLong(zone -> zone.flow().wattHours())
                .sum();
        List<SealedBook.Order> left = orders.stream()
                .filter(order -> order.energy().wattHours() > filled.getOrDefault(order.id(), 0L))
                .map(order -> left(order, filled.getOrDefault(order.id(), 0L)))
                .toList();
        return List.of(first, round(slot, first, true, zones(south), left));
    }

    private static SealedBook.Order left(SealedBook.Order order, long filled) {
        return new SealedBook.Order(
                order.id(),
                order.account(),
                order.zone(),
                order.side(),
                new Energy(order.energy().wattHours() - filled),
                order.energy(),
                order.limit(),
                order.floor(),
                order.cap(),
                order.submittedAt(),
                null,
                null,
                null,
                List.of(),
                null,
                List.of(),
                null,
                order.mandate());
    }

    private BookLine round(
            Slot slot,
            @Nullable BookLine before,
            boolean last,
            List<SealedBook.Zone> zones,
            List<SealedBook.Order> orders) {
        SealedBook book = new SealedBook(
                SealedBook.VERSION,
                community,
                slot,
                before == null ? 0 : before.book().round() + 1,
                before == null ? null : before.bookHash(),
                before == null ? null : before.resultHash(),
                last,
                SealedBook.Mode.AUCTION,
                PriceRule.SCARCITY,
                new Price(1000),
                zones,
                orders);
        ClearingResult result = TreeClearing.clear(book, book.hash());
        return new BookLine(book.hash(), result.hash(), book, result);
    }

    private List<SealedBook.Order> orders(int number, Slot slot) {
        List<SealedBook.Order> orders = new ArrayList<>();
        for (int i = 0; i < MEMBERS; i++) {
            boolean seller = i < 2;
            // Slot 3 sees no sellers: a book without trades.
            for (int n = 0; n < 2 && !(seller && number == 3); n++) {
                long limit = seller ? 60 + random.nextInt(60) : 150 + random.nextInt(200);
                limit = number == 0 && i == LATE ? 41 : limit;
                orders.add(new SealedBook.Order(
                        new OrderId(Uuids.version7(slot.start(), random)),
                        accounts.get(i).account(),
                        ZONES[i % 4 == 3 ? 1 : 0],
                        seller ? Side.SELL : Side.BUY,
                        new Energy(100 + random.nextInt(300)),
                        new Price(limit * 1000),
                        seller ? FEED_IN : null,
                        seller ? null : RETAIL,
                        slot.start().minusSeconds(900).plusMillis(random.nextInt(1000))));
            }
        }
        return agency.sign(slot, orders);
    }

    /**
     * All sellers are in the north, and little may pass to the south.
     *
     * @param south Wh that have passed already
     */
    private static List<SealedBook.Zone> zones(long south) {
        GridZoneId root = new GridZoneId("village");
        return List.of(
                SealedBook.Zone.undefined(root),
                new SealedBook.Zone(ZONES[0], root, 3, Price.ZERO, new Price(40_000), null, null),
                new SealedBook.Zone(ZONES[1], root, 4, new Price(10_000), Price.ZERO, new Energy(150 - south), null));
    }

    private SlotSettlement settle(int number, Slot slot, List<BookLine> rounds, Hash32 readingsRoot) {
        List<Home> homes = new ArrayList<>();
        for (int i = 0; i < (number == 0 ? LATE : MEMBERS); i++) {
            boolean known = !meterChanged(number, i);
            homes.add(new Home(
                    accounts.get(i).account(),
                    accounts.get(i).meter(),
                    new Energy(known ? imported[number][i] : 0),
                    new Energy(known ? exported[number][i] : 0),
                    FEED_IN,
                    RETAIL));
        }
        Settlement.Outcome outcome = Settlement.settle(
                rounds.stream().map(round -> round.result().fills()).toList(), homes);
        return new SlotSettlement(
                community,
                slot,
                1 + number % 2,
                SlotSettlement.State.FINAL,
                rounds.getLast().resultHash(),
                readingsRoot,
                outcome.members(),
                outcome.trades());
    }

    private void put(String file, List<?> values) {
        List<ObjectNode> lines = new ArrayList<>();
        for (Object value : values) {
            lines.add(Json.mapper().valueToTree(value));
        }
        files.put(file, lines);
    }

    /** Writes the files as they are now; {@code asOf} null for a folder that does not say how far it reaches. */
    public void write(Path folder, @Nullable Long asOf) throws IOException {
        for (var file : files.entrySet()) {
            Files.write(
                    folder.resolve(file.getKey()),
                    file.getValue().stream().map(ObjectNode::toString).toList());
        }
        Path end = folder.resolve(Bundle.AS_OF);
        Files.deleteIfExists(end);
        if (asOf != null) {
            Files.writeString(end, "{\"block\":" + asOf + "}");
        }
    }

    @Override
    public void close() {
        chain.close();
    }
}
