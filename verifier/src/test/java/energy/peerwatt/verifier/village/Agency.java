package energy.peerwatt.verifier.village;

import energy.peerwatt.messages.bundle.MandateLine;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.KeccakTree;
import energy.peerwatt.messages.evidence.OrderBatch;
import energy.peerwatt.messages.evidence.OrderLeaf;
import energy.peerwatt.messages.evidence.Secp256k1;
import energy.peerwatt.messages.evidence.SignedMandate;
import energy.peerwatt.messages.evidence.SignedOrderBatch;
import energy.peerwatt.messages.evidence.TradingDomain;
import energy.peerwatt.messages.evidence.TradingMandate;
import energy.peerwatt.messages.evidence.book.SealedBook;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Money;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The agent that places the first order of each household in each slot; the second is placed by hand. */
final class Agency {
    private static final Secp256k1.Key KEY = Secp256k1.Key.of(BigInteger.valueOf(4_711));

    private final Village village;
    private final TradingDomain domain;
    private final List<MandateLine> lines = new ArrayList<>();

    Agency(Village village) {
        this.village = village;
        this.domain = new TradingDomain(village.chain.chainId);
    }

    static Secp256k1.Key wallet(int member) {
        return Secp256k1.Key.of(BigInteger.valueOf(0x77_0000 + member));
    }

    List<MandateLine> lines() {
        return lines;
    }

    /** Signs every second one. */
    List<SealedBook.Order> sign(Slot slot, List<SealedBook.Order> orders) {
        List<SealedBook.Order> all = new ArrayList<>();
        List<SignedMandate> mandates = new ArrayList<>();
        List<OrderLeaf> leaves = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            SealedBook.Order order = orders.get(i);
            if (i % 2 == 1) {
                all.add(order);
                continue;
            }
            SignedMandate mandate = mandate(order);
            Hash32 hash = mandate.mandate().digest(domain);
            all.add(order.under(hash));
            mandates.add(mandate);
            leaves.add(new OrderLeaf(
                    order.id(), hash, order.side(), slot, order.energy(), order.limit(), order.submittedAt()));
        }
        KeccakTree tree = KeccakTree.of(leaves.stream().map(OrderLeaf::hash).toList());
        SignedOrderBatch batch = SignedOrderBatch.of(
                new OrderBatch(village.community, slot, leaves.size(), tree.root(), 1), KEY, domain);
        MandateLine.Collector line = new MandateLine.Collector(slot);
        for (int i = 0; i < leaves.size(); i++) {
            line.add(
                    MandateLine.Proof.of(leaves.get(i), batch.batch().digest(domain), tree.proof(i)),
                    mandates.get(i),
                    batch);
        }
        lines.add(line.line());
        return all;
    }

    private SignedMandate mandate(SealedBook.Order order) {
        int member = 0;
        while (!village.accounts.get(member).account().equals(order.account())) {
            member++;
        }
        TradingMandate mandate = new TradingMandate(
                wallet(member).address(),
                KEY.address(),
                village.community,
                new Price(350_000),
                new Price(60_000),
                new Energy(400),
                Money.ofNano(2_000_000_000),
                Village.slot(Village.SLOTS).start().plus(Duration.ofDays(1)),
                member);
        return SignedMandate.of(mandate, wallet(member), domain);
    }
}
