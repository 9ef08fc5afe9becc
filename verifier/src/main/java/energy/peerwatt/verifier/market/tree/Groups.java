package energy.peerwatt.verifier.market.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Zones that some of the edges connect with each other. */
final class Groups {
    private final Node[] tops;
    private final List<List<Node>> members = new ArrayList<>();

    /** @param connects whether the edge above a zone does */
    Groups(Grid grid, Predicate<Node> connects) {
        tops = new Node[grid.nodes().size()];
        grid.nodes().forEach(node -> members.add(new ArrayList<>()));
        for (Node node : grid.downwards()) {
            @Nullable Node parent = node.parent();
            tops[node.place()] = parent != null && connects.test(node) ? tops[parent.place()] : node;
            members.get(tops[node.place()].place()).add(node);
        }
    }

    /** The zones that a zone is connected with, itself among them. */
    List<Node> of(Node node) {
        return members.get(tops[node.place()].place());
    }

    /** The zone that stands for the group of a zone. */
    Node top(Node node) {
        return tops[node.place()];
    }
}
