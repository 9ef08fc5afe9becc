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
    private static final int DEEPEST = 1_000;

    private final Map<String, Zone> zones = new HashMap<>();
    private final Map<String, Node> byId = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    /** @throws IllegalArgumentException if the zones are no tree or an order is of none of them */
    Grid(List<Zone> given, List<Offer> offers) {
        List<Zone> sorted =
                given.stream().sorted(Comparator.comparing(Zone::id)).toList();
        Map<String, Integer> places = new HashMap<>();
        for (Zone zone : sorted) {
            if (zones.put(zone.id(), zone) != null) {
                throw new IllegalArgumentException("zone " + zone.id() + " is given twice");
            }
            places.put(zone.id(), places.size());
        }
        for (Zone zone : sorted) {
            nodes.add(node(zone.id(), places, new HashSet<>()));
        }
        Set<String> ids = new HashSet<>();
        for (Offer offer :
                offers.stream().sorted(Comparator.comparing(Offer::id)).toList()) {
            if (!ids.add(offer.id())) {
                throw new IllegalArgumentException("order " + offer.id() + " is given twice");
            }
            if (offer.price() >= 0) {
                node(offer.zone()).offers().add(offer);
            }
        }
    }

    private Node node(String id, Map<String, Integer> places, Set<String> below) {
        Node known = byId.get(id);
        if (known != null) {
            return known;
        }
        Zone zone = zones.get(id);
        if (zone == null) {
            throw new IllegalArgumentException("zone " + id + ", a parent of " + below + ", is not given");
        }
        if (!below.add(id) || below.size() > DEEPEST) {
            throw new IllegalArgumentException("zone " + id + " is above itself or too deep");
        }
        Node parent = zone.parent() == null ? null : node(zone.parent(), places, below);
        Node node = new Node(zone, places.getOrDefault(id, 0), parent);
        if (parent != null) {
            parent.children().add(node);
        }
        byId.put(id, node);
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
