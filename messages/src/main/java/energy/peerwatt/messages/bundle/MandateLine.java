package energy.peerwatt.messages.bundle;

import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.OrderLeaf;
import energy.peerwatt.messages.evidence.Side;
import energy.peerwatt.messages.evidence.SignedMandate;
import energy.peerwatt.messages.evidence.SignedOrderBatch;
import energy.peerwatt.messages.id.OrderId;
import energy.peerwatt.messages.quantity.Energy;
import energy.peerwatt.messages.quantity.Price;
import energy.peerwatt.messages.time.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line of {@code mandates.ndjson}: what proves the orders of a slot that an agent placed. One per slot that has any,
 * ascending.
 *
 * @param mandates each once, those that the proofs name
 * @param batches each once, those that the proofs name
 * @param proofs one per order, by order id; an order that was cancelled before the book was sealed has one, too
 */
public record MandateLine(Slot slot, List<SignedMandate> mandates, List<SignedOrderBatch> batches, List<Proof> proofs) {
    public MandateLine {
        mandates = List.copyOf(mandates);
        batches = List.copyOf(batches);
        proofs = List.copyOf(proofs);
    }

    /**
     * The fields of the order's leaf, as the agent signed it, but for the slot; and its way to the root.
     *
     * @param mandate hash of one of the mandates
     * @param batch hash of one of the batches
     * @param path from the leaf to the batch's root
     */
    public record Proof(
            OrderId order,
            Hash32 mandate,
            Side side,
            Energy energy,
            Price limit,
            Instant submittedAt,
            Hash32 batch,
            List<Hash32> path) {
        public Proof {
            path = List.copyOf(path);
        }

        public static Proof of(OrderLeaf leaf, Hash32 batch, List<Hash32> path) {
            return new Proof(
                    leaf.order(),
                    leaf.mandate(),
                    leaf.side(),
                    leaf.energy(),
                    leaf.limit(),
                    leaf.submittedAt(),
                    batch,
                    path);
        }

        public OrderLeaf leaf(Slot slot) {
            return new OrderLeaf(order, mandate, side, slot, energy, limit, submittedAt);
        }
    }

    /** Makes a line of proofs that come with their mandates and batches. */
    public static final class Collector {
        private final Slot slot;
        private final Map<Hash32, SignedMandate> mandates = new LinkedHashMap<>();
        private final Map<Hash32, SignedOrderBatch> batches = new LinkedHashMap<>();
        private final List<Proof> proofs = new ArrayList<>();

        public Collector(Slot slot) {
            this.slot = slot;
        }

        public void add(Proof proof, SignedMandate mandate, SignedOrderBatch batch) {
            mandates.put(proof.mandate(), mandate);
            batches.put(proof.batch(), batch);
            proofs.add(proof);
        }

        public MandateLine line() {
            return new MandateLine(slot, List.copyOf(mandates.values()), List.copyOf(batches.values()), proofs);
        }
    }
}
