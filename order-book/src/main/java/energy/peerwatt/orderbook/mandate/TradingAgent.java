package energy.peerwatt.orderbook.mandate;

import energy.peerwatt.messages.evidence.KeccakTree;
import energy.peerwatt.messages.evidence.OrderBatch;
import energy.peerwatt.messages.evidence.OrderLeaf;
import energy.peerwatt.messages.evidence.Secp256k1;
import energy.peerwatt.messages.evidence.SignedOrderBatch;
import energy.peerwatt.messages.evidence.TradingDomain;
import energy.peerwatt.messages.id.CommunityId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import energy.peerwatt.orderbook.book.domain.BookCommand;
import energy.peerwatt.orderbook.book.domain.HeldMandate;
import energy.peerwatt.orderbook.book.domain.OrderDraft;
import energy.peerwatt.orderbook.config.OrderBookConfig;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The agent that households give mandates to. It signs order batches, nothing else; all replicas share its key. */
@Singleton
@Startup
public class TradingAgent {
    private final Secp256k1.Key key;
    private final TradingDomain domain;

    TradingAgent(OrderBookConfig config, @ConfigProperty(name = "peerwatt.demo", defaultValue = "false") boolean demo) {
        OrderBookConfig.Agent agent = config.agent();
        if (agent.keyPassword().equals(OrderBookConfig.Agent.DEMO_PASSWORD) && !demo) {
            throw new IllegalStateException(
                    "peerwatt.order-book.agent.key-password is that of the local demo: set another, or"
                            + " peerwatt.demo=true");
        }
        this.key = KeyFile.open(agent.keyFile(), agent.keyPassword().toCharArray());
        this.domain = new TradingDomain(agent.chainId());
    }

    /** What mandates name as agentKey. */
    public String address() {
        return key.address();
    }

    /** Of the chain that mandates are signed for. */
    public TradingDomain domain() {
        return domain;
    }

    /** Whether orders of that slot can be signed under the mandate. */
    public boolean mayUse(HeldMandate mandate, Slot slot) {
        return mandate.covers(slot.start())
                && mandate.mandate().agentKey().equals(address())
                && mandate.domain().equals(domain);
    }

    /** An order to be signed. */
    public record Wish(OrderDraft draft, HeldMandate mandate) {}

    /** A signed batch with its orders. */
    public record Batch(SignedOrderBatch signed, List<BookCommand.UnderMandate> orders) {}

    /**
     * Signs once for all of these orders.
     *
     * @param orders for the slot, with energy and limits that are quantities
     * @param now when they will have been submitted
     */
    public Batch sign(CommunityId community, Slot slot, List<Wish> orders, Instant now) {
        KeccakTree tree = KeccakTree.of(
                orders.stream().map(wish -> leaf(wish, slot, now).hash()).toList());
        SignedOrderBatch signed = SignedOrderBatch.of(
                new OrderBatch(community, slot, orders.size(), tree.root(), now.toEpochMilli()), key, domain);
        List<BookCommand.UnderMandate> placed = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            Wish wish = orders.get(i);
            placed.add(new BookCommand.UnderMandate(wish.draft(), wish.mandate().hash(), tree.proof(i)));
        }
        return new Batch(signed, placed);
    }

    private static OrderLeaf leaf(Wish wish, Slot slot, Instant now) {
        OrderDraft draft = wish.draft();
        return new OrderLeaf(
                draft.id(),
                wish.mandate().hash(),
                draft.side(),
                slot,
                new Energy(draft.energyWh()),
                new Price(draft.limitMicroPerKwh()),
                now);
    }
}
