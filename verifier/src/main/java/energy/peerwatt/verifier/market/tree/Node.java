package energy.peerwatt.verifier.market.tree;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A zone in its tree, with its orders by id. */
final class Node {
    private final Zone zone;
    private final int place;
    private final @Nullable Node parent;
    private final List<Node> children = new ArrayList<>();
    private final List<Offer> offers = new ArrayList<>();

    /** @param place of the zone among all zones by id, from 0 */
    Node(Zone zone, int place, @Nullable Node parent) {
        this.zone = zone;
        this.place = place;
        this.parent = parent;
    }

    Zone zone() {
        return zone;
    }

    int place() {
        return place;
    }

    @Nullable
    Node parent() {
        return parent;
    }

    List<Node> children() {
        return children;
    }

    List<Offer> offers() {
        return offers;
    }

    Node root() {
        return parent == null ? this : parent.root();
    }

    /** This zone and those above it, the nearest first. */
    List<Node> upToRoot() {
        List<Node> way = new ArrayList<>();
        for (Node at = this; at != null; at = at.parent) {
            way.add(at);
        }
        return way;
    }

    @Override
    public String toString() {
        return zone.id();
    }
}
