package energy.peerwatt.orderbook.clearing.domain.grid;

/** What flows over the edge above each zone, net, in Wh; more than 0 leaves the zone. */
public final class EdgeFlows {
    private final ZoneTree tree;
    private final long[] up;

    public EdgeFlows(ZoneTree tree) {
        this(tree, new long[tree.size()]);
    }

    private EdgeFlows(ZoneTree tree, long[] up) {
        this.tree = tree;
        this.up = up;
    }

    public EdgeFlows copy() {
        return new EdgeFlows(tree, up.clone());
    }

    public long up(int zone) {
        return up[zone];
    }

    /** What may still leave the zone, net. */
    public long exportRoom(int zone) {
        return tree.exportLimit(zone) - up[zone];
    }

    /** What may still enter the zone, net. */
    public long importRoom(int zone) {
        return tree.importLimit(zone) + up[zone];
    }

    public void addUp(int zone, long wh) {
        up[zone] += wh;
    }

    /** How much more could go from one zone to another; 0 where there is no way. */
    public long room(int from, int to) {
        if (!tree.connects(from, to)) {
            return 0;
        }
        long room = ZoneTree.NO_LIMIT;
        for (ZoneTree.Step step : tree.path(from, to)) {
            room = Math.min(room, step.up() ? exportRoom(step.zone()) : importRoom(step.zone()));
        }
        return room;
    }

    public void send(int from, int to, long wh) {
        for (ZoneTree.Step step : tree.path(from, to)) {
            up[step.zone()] += step.up() ? wh : -wh;
        }
    }

    /** Whether every edge is within its limits. */
    public boolean areAllowed() {
        for (int z = 0; z < up.length; z++) {
            if (exportRoom(z) < 0 || importRoom(z) < 0) {
                return false;
            }
        }
        return true;
    }
}
