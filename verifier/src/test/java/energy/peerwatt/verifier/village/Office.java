package energy.peerwatt.verifier.village;

import energy.peerwatt.messages.bundle.AccountLine;
import energy.peerwatt.messages.bundle.BatchLine;
import energy.peerwatt.messages.bundle.BookLine;
import energy.peerwatt.messages.bundle.ResponseLine;
import energy.peerwatt.messages.bundle.SlotSettlement;
import energy.peerwatt.messages.evidence.BatchHeader;
import energy.peerwatt.messages.evidence.CanonicalJson;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.Hashing;
import energy.peerwatt.messages.evidence.KeccakTree;
import energy.peerwatt.messages.evidence.Pwb1;
import energy.peerwatt.messages.evidence.RecordLeaf;
import energy.peerwatt.messages.evidence.RunningNet;
import energy.peerwatt.messages.evidence.book.ClearingResult;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.id.AccountId;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;

/** The village's settlement office: accounts with money, batches on chain, two periods of two batches closed. */
final class Office {
    private static final int ACCOUNTS = 4 + Village.MEMBERS;
    private static final int BATCHES_PER_PERIOD = 2;
    private static final Instant COMMITTED = Instant.parse("2026-11-21T03:00:00Z");

    private final Village village;
    private final List<BatchLine> batches = new ArrayList<>();
    private long[] net = new long[ACCOUNTS];
    private Hash32 previous = Hash32.ZERO;

    private record Pending(Pwb1.Record packed, Hash32 bid, Hash32 ask, Hash32 readingsRoot) {}

    Office(Village village) {
        this.village = village;
    }

    List<BatchLine> batches() {
        openAccounts();
        List<Pending> pending = new ArrayList<>();
        long from = Village.FIRST.number();
        for (int slot = 0; slot < Village.SLOTS; slot++) {
            pending.addAll(records(slot));
            boolean together = slot == 0;
            if (!pending.isEmpty() && !together) {
                long to = Village.slot(slot).next().number();
                pending.addAll(payments(slot));
                commit(pending, from, to);
                pending = new ArrayList<>();
                from = to;
            }
        }
        return batches;
    }

    private void openAccounts() {
        village.chain.contracts.addAll(
                List.of(Village.REGISTRY, Village.ESCROW, Village.LEDGER, Village.WATT, Village.DISTRIBUTOR));
        view(Village.DISTRIBUTOR, "token()", "0".repeat(24) + Village.WATT.substring(2));
        view(Village.LEDGER, "cell()", Street.left(village.community.value()));
        view(Village.LEDGER, "escrow()", "0".repeat(24) + Village.ESCROW.substring(2));
        view(Village.ESCROW, "ledger()", "0".repeat(24) + Village.LEDGER.substring(2));
        for (int index = 0; index < ACCOUNTS; index++) {
            String owner = index < 4
                    ? "%064x".formatted(0x55_0000 + index)
                    : "0".repeat(24) + village.accounts.get(index - 4).wallet().substring(2);
            village.chain.log(5, Village.ESCROW, "AccountOpened(uint16,address)", 2, word(index), owner);
            boolean endowed = index == 2 || index >= 4;
            long deposit = endowed ? 50_000_000_000L + index : 0;
            if (endowed) {
                village.chain.log(6, Village.ESCROW, "Deposited(uint16,uint256)", 1, word(index), word(deposit));
            }
            village.chain.balances.put((long) index, BigInteger.valueOf(deposit));
        }
        village.chain.log(7, Village.ESCROW, "Withdrawn(uint16,uint256)", 1, word(4), word(1_000_000));
        pay(4, -1_000_000);
    }

    private void view(String address, String function, String word) {
        village.chain.views.put(address + FakeChain.topic(function).substring(0, 10), "0x" + word);
    }

    private void pay(int index, long nano) {
        village.chain.balances.merge((long) index, BigInteger.valueOf(nano), BigInteger::add);
    }

    private List<Pending> records(int slot) {
        List<Pending> records = new ArrayList<>();
        SlotSettlement settlement = village.settlements.get(slot);
        List<ClearingResult.Fill> fills = rounds(slot).stream()
                .flatMap(round -> round.result().fills().stream())
                .toList();
        for (int i = 0; i < settlement.trades().size(); i++) {
            SlotSettlement.Trade trade = settlement.trades().get(i);
            if (trade.settled().isZero()) {
                continue;
            }
            int buyer = index(trade.buyer());
            Hash32 bid = leaf(slot, fills.get(i).buy());
            Hash32 ask = leaf(slot, fills.get(i).sell());
            long at = settlement.slot().number();
            records.add(new Pending(
                    new Pwb1.Record(at, trade.price(), buyer, index(trade.seller()), trade.settled()),
                    bid,
                    ask,
                    settlement.readingsRoot()));
            Price[] toFunds = {Price.ZERO, trade.fee(), trade.congestion()};
            for (int fund = 1; fund < toFunds.length; fund++) {
                if (!toFunds[fund].equals(Price.ZERO)) {
                    records.add(new Pending(
                            new Pwb1.Record(at, toFunds[fund], buyer, fund, trade.settled()),
                            bid,
                            Hash32.ZERO,
                            settlement.readingsRoot()));
                }
            }
        }
        return records;
    }

    private List<Pending> payments(int slot) {
        SlotSettlement last = village.settlements.get(slot);
        List<Pending> payments = new ArrayList<>();
        for (ResponseLine line : village.calls.payable(slot, batches.size() + 1)) {
            for (ResponseLine.Payment payment : line.payments()) {
                payments.add(new Pending(
                        new Pwb1.Record(
                                last.slot().number(), payment.price(), 2, index(payment.account()), payment.energy()),
                        CanonicalJson.hash(line.response()),
                        payment.trade() == null
                                ? Hash32.ZERO
                                : Hash32.of(Hashing.keccak256(payment.trade().bytes())),
                        last.readingsRoot()));
            }
        }
        return payments;
    }

    private int index(AccountId account) {
        return village.accounts.stream()
                .filter(line -> line.account().equals(account))
                .mapToInt(AccountLine::index)
                .findFirst()
                .orElseThrow();
    }

    private List<BookLine> rounds(int slot) {
        return village.books.stream()
                .filter(line -> line.book().slot().equals(Village.slot(slot)))
                .toList();
    }

    private Hash32 leaf(int slot, OrderId id) {
        Slot at = Village.slot(slot);
        SealedBook.Order order = rounds(slot).stream()
                .flatMap(round -> round.book().orders().stream())
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
        return order.leafHash(at);
    }

    private void commit(List<Pending> pending, long from, long to) {
        int number = batches.size() + 1;
        pending.sort(Comparator.comparing(Pending::packed, Pwb1.ORDER));
        List<RecordLeaf> leaves = new ArrayList<>();
        Energy energy = Energy.ZERO;
        Money paid = Money.ZERO;
        for (Pending entry : pending) {
            Pwb1.Record packed = entry.packed();
            byte[] salt = new byte[32];
            village.random.nextBytes(salt);
            leaves.add(new RecordLeaf(
                    Hash32.of(salt),
                    number,
                    leaves.size(),
                    packed.slot(),
                    packed.payer(),
                    packed.payee(),
                    packed.energy(),
                    packed.price(),
                    entry.bid(),
                    entry.ask(),
                    entry.readingsRoot()));
            energy = Math.min(packed.payer(), packed.payee()) < 4 ? energy : energy.plus(packed.energy());
            paid = paid.plus(packed.amount());
            net[packed.payer()] -= packed.amount().nano();
            net[packed.payee()] += packed.amount().nano();
        }
        byte[] packed = Pwb1.pack(pending.stream().map(Pending::packed).toList());
        BatchHeader header = new BatchHeader(
                1,
                village.community,
                number,
                1 + (number - 1) / BATCHES_PER_PERIOD,
                number % BATCHES_PER_PERIOD == 0,
                900,
                from,
                to,
                leaves.size(),
                ACCOUNTS,
                energy,
                paid,
                1,
                KeccakTree.of(leaves.stream().map(RecordLeaf::hash).toList()).root(),
                Hash32.of(Hashing.keccak256(packed)),
                RunningNet.hash(net));
        mine(header, packed, leaves, COMMITTED.plusSeconds(60L * number));
    }

    private void mine(BatchHeader header, byte[] packed, List<RecordLeaf> leaves, Instant at) {
        Hash32 hash = header.hash(previous, at);
        List<String> words = new ArrayList<>(List.of(
                word(header.number()),
                hash.hex().substring(2),
                previous.hex().substring(2),
                word(at.getEpochSecond())));
        words.add(HexFormat.of().formatHex(header.encode()));
        long block = 100 * header.number();
        var log = village.chain.log(
                block,
                Village.LEDGER,
                "BatchCommitted(uint64,bytes32,bytes32,uint64,(uint8,bytes16,uint64,uint32,bool,uint32,uint32,uint32,"
                        + "uint32,uint16,uint64,uint128,uint32,bytes32,bytes32,bytes32))",
                1,
                words.toArray(String[]::new));
        batches.add(new BatchLine(
                header,
                previous,
                "0x" + HexFormat.of().formatHex(packed),
                leaves,
                new Hash32(log.get("transactionHash").asText()),
                at,
                hash));
        previous = hash;
        if (header.endsPeriod()) {
            close(header, block + 40);
        }
    }

    private void close(BatchHeader header, long block) {
        village.chain.log(
                block,
                Village.LEDGER,
                "PeriodClosed(uint32,uint64,uint16,bytes32)",
                1,
                word(header.period()),
                word(header.number()),
                word(header.accounts()),
                header.cumulativeNetHash().hex().substring(2));
        village.chain.log(
                block,
                Village.ESCROW,
                "NetApplied(uint32,bytes32)",
                1,
                word(header.period()),
                header.cumulativeNetHash().hex().substring(2));
        village.balancesBefore.put(block, new HashMap<>(village.chain.balances));
        for (int index = 0; index < net.length; index++) {
            pay(index, net[index]);
        }
        net = new long[ACCOUNTS];
    }

    static String word(long value) {
        return "%064x".formatted(value);
    }
}
