package energy.peerwatt.verifier.market.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The zones of a book as trees, with the orders in them. Zones without a common root are markets of their own. */
final class Grid {
    /** Edges from a zone to its root, at most. */
    private static final int DEEPEST = 1_000;

    private final Map<String, Zone> zones = new HashMap<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, Node> byId = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    /** @throws IllegalArgumentException if the zones are no tree or an order is of none of them */
    Grid(List<Zone> given, List<Offer> offers) {
        List<Zone> sorted =
                given.stream().sorted(Comparator.comparing(Zone::id)).toList();
        for (Zone zone : sorted) {
            if (zones.put(zone.id(), zone) != null) {
                throw new IllegalArgumentException("zone " + zone.id() + " is given twice");
            }
        }
        sorted.forEach(this::reachesARoot);
        for (int place = 0; place < sorted.size(); place++) {
            places.put(sorted.get(place).id(), place);
        }
        sorted.forEach(zone -> nodes.add(plant(zone)));
        Set<String> ids = new HashSet<>();
        for (Offer offer :
                offers.stream().sorted(Comparator.comparing(Offer::id)).toList()) {
            if (!ids.add(offer.id())) {
                throw new IllegalArgumentException("order " + offer.id() + " is given twice");
            }
            Node node = node(offer.zone());
            if (offer.price() >= 0) {
                node.offers().add(offer);
            }
        }
    }

    private void reachesARoot(Zone zone) {
        int edges = 0;
        for (String above = zone.parent(); above != null; edges++) {
            Zone parent = zones.get(above);
            if (parent == null) {
                throw new IllegalArgumentException("zone " + above + ", a parent, is not given");
            }
            if (edges == DEEPEST) {
                throw new IllegalArgumentException("zone " + zone.id() + " is above itself or too deep");
            }
            above = parent.parent();
        }
    }

    private Node plant(Zone zone) {
        Node known = byId.get(zone.id());
        if (known != null) {
            return known;
        }
        Zone above = zone.parent() == null ? null : zones.get(zone.parent());
        Node parent = above == null ? null : plant(above);
        Node node = new Node(zone, places.getOrDefault(zone.id(), 0), parent);
        if (parent != null) {
            parent.children().add(node);
        }
        byId.put(zone.id(), node);
        return node;
    }

    /** By id of the zone. */
    List<Node> nodes() {
        return nodes;
    }

    Node node(String id) {
        Node node = byId.get(id);
        if (node == null) {
            throw new IllegalArgumentException("there is no zone " + id);
        }
        return node;
    }

    /** Every zone, parents before their children. */
    List<Node> downwards() {
        List<Node> down = new ArrayList<>(
                nodes.stream().filter(node -> node.parent() == null).toList());
        for (int i = 0; i < down.size(); i++) {
            down.addAll(down.get(i).children());
        }
        return down;
    }

    /** Every zone, children before their parents. */
    List<Node> upwards() {
        return downwards().reversed();
    }

    /** The zones whose edge energy crosses from one zone to another, in the order of the way. */
    static List<Node> way(Node from, Node to) {
        List<Node> up = new ArrayList<>(from.upToRoot());
        List<Node> down = new ArrayList<>(to.upToRoot());
        while (!up.isEmpty() && !down.isEmpty() && up.getLast() == down.getLast()) {
            up.removeLast();
            down.removeLast();
        }
        up.addAll(down.reversed());
        return up;
    }

    /** What a buyer pays on top of the seller's price: the edges of the way and the local fee of the own zone. */
    static long fee(Node from, Node to) {
        return to.zone().localFee()
                + way(from, to).stream()
                        .mapToLong(node -> node.zone().edgeFee())
                        .sum();
    }
}
